"""What `make security`, `make sbom` and `make licences` do. Runs in .venv-security, apart from what is served."""
