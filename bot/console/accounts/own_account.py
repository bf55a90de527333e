"""One's own account: password, second factor, signing out everywhere."""

from __future__ import annotations

import django_otp
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bot.console.accounts import second_factor as factor
from bot.console.accounts.access import for_everybody_signed_in, while_setting_up
from bot.console.accounts.forms import ChangePasswordForm, CodeForm, OwnPasswordForm
from bot.console.accounts.models import AccountEvent
from bot.console.accounts.signing_in import begin_session, is_own_password, wrong_code

What = AccountEvent.What
WRONG_PASSWORD = "That is not your password. Check it and try again."


@for_everybody_signed_in
@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """What there is to know and to do about one's own account."""
    context = {
        "has_second_factor": factor.has_second_factor(request.user),
        "codes_left": factor.recovery_codes_left(request.user),
        "is_required": settings.IS_PUBLIC,
    }
    return render(request, "accounts/account.html", context)


@for_everybody_signed_in
@sensitive_post_parameters("password", "new_password", "new_password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Every other session ends."""
    form = ChangePasswordForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        if is_own_password(request, form.cleaned_data["password"]):
            user, device = request.user, request.user.otp_device
            user.set_password(form.cleaned_data["new_password"])
            user.sessions_valid_from = timezone.now()
            user.save(update_fields=["password", "sessions_valid_from"])
            begin_session(request, user)
            if device is not None:
                django_otp.login(request, device)
            AccountEvent.note(What.PASSWORD_CHANGED, user)
            messages.success(request, "Your password is changed. You are signed out everywhere else.")
            return redirect("account")
        form.add_error("password", WRONG_PASSWORD)
    return render(request, "accounts/change_password.html", {"form": form})


@for_everybody_signed_in
@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """Here, too."""
    request.user.sessions_valid_from = timezone.now()
    request.user.save(update_fields=["sessions_valid_from"])
    AccountEvent.note(What.SIGNED_OUT_EVERYWHERE, request.user)
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@while_setting_up
@for_everybody_signed_in
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def set_up_second_factor(request: HttpRequest) -> HttpResponse:
    """Begin with the password; then the key is shown, until its first code has been given."""
    form = OwnPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if is_own_password(request, form.cleaned_data["password"]):
            factor.start(request.user)
            return redirect("set-up-second-factor")
        form.add_error("password", WRONG_PASSWORD)
    return _set_up_page(request, form, CodeForm())


@while_setting_up
@for_everybody_signed_in
@require_POST
def confirm_second_factor(request: HttpRequest) -> HttpResponse:
    """The first code. The recovery codes are shown in the answer, and never again."""
    form = CodeForm(request.POST)
    if form.is_valid():
        device = factor.confirm(request.user, form.cleaned_data["code"])
        if device is not None:
            request.session.cycle_key()
            django_otp.login(request, device)
            AccountEvent.note(What.SECOND_FACTOR_ON, request.user)
            return render(request, "accounts/recovery_codes.html", {"codes": factor.make_recovery_codes(request.user)})
        form.add_error(None, wrong_code(request.user))
    return _set_up_page(request, OwnPasswordForm(), form)


def _set_up_page(request: HttpRequest, form: OwnPasswordForm, code_form: CodeForm) -> HttpResponse:
    device = factor.started(request.user)
    key = factor.key_to_type(device) if device else ""
    context = {"form": form, "code_form": code_form, "key": key, "is_required": settings.IS_PUBLIC}
    return render(request, "accounts/set_up_second_factor.html", context)


@while_setting_up
@for_everybody_signed_in
@require_safe
def second_factor_picture(request: HttpRequest) -> HttpResponse:
    """The key that was started, to scan."""
    device = factor.started(request.user)
    if device is None:
        raise Http404
    return HttpResponse(factor.picture(device), content_type="image/svg+xml")


@for_everybody_signed_in
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """New ones; the old ones end."""
    if not factor.has_second_factor(request.user):
        return redirect("account")
    form = OwnPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if is_own_password(request, form.cleaned_data["password"]):
            AccountEvent.note(What.RECOVERY_CODES_MADE, request.user)
            return render(request, "accounts/recovery_codes.html", {"codes": factor.make_recovery_codes(request.user)})
        form.add_error("password", WRONG_PASSWORD)
    return render(request, "accounts/ask_for_recovery_codes.html", {"form": form})


@for_everybody_signed_in
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def remove_second_factor(request: HttpRequest) -> HttpResponse:
    """Only where none is required."""
    if settings.IS_PUBLIC or not factor.has_second_factor(request.user):
        return redirect("account")
    form = OwnPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if is_own_password(request, form.cleaned_data["password"]):
            factor.remove(request.user)
            AccountEvent.note(What.SECOND_FACTOR_OFF, request.user)
            messages.success(request, "Your second factor is switched off.")
            return redirect("account")
        form.add_error("password", WRONG_PASSWORD)
    return render(request, "accounts/remove_second_factor.html", {"form": form})
