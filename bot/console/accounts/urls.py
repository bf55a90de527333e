"""The addresses of accounts."""

from __future__ import annotations

from django.urls import path

from bot.console.accounts import joining, managing, own_account, signing_in

urlpatterns = [
    path("", signing_in.home, name="home"),
    path("sign-in", signing_in.sign_in, name="sign-in"),
    path("sign-out", signing_in.sign_out, name="sign-out"),
    path("second-factor", signing_in.second_factor, name="second-factor"),
    path("invitation/<str:secret>", joining.invitation, name="invitation"),
    path("account", own_account.account, name="account"),
    path("account/password", own_account.change_password, name="change-password"),
    path("account/sign-out-everywhere", own_account.sign_out_everywhere, name="sign-out-everywhere"),
    path("account/second-factor", own_account.set_up_second_factor, name="set-up-second-factor"),
    path("account/second-factor/confirm", own_account.confirm_second_factor, name="confirm-second-factor"),
    path("account/second-factor/picture.svg", own_account.second_factor_picture, name="second-factor-picture"),
    path("account/second-factor/remove", own_account.remove_second_factor, name="remove-second-factor"),
    path("account/recovery-codes", own_account.recovery_codes, name="recovery-codes"),
    path("accounts", managing.accounts, name="accounts"),
    path("accounts/invite", managing.invite, name="invite"),
    path("accounts/invitations/<int:number>/withdraw", managing.withdraw_invitation, name="withdraw-invitation"),
    path("accounts/log", managing.account_log, name="account-log"),
    path("accounts/<int:number>", managing.one_account, name="one-account"),
    path("accounts/<int:number>/role", managing.change_role, name="change-role"),
    path("accounts/<int:number>/close", managing.deactivate, name="deactivate"),
    path("accounts/<int:number>/open", managing.activate, name="activate"),
    path("accounts/<int:number>/second-factor", managing.reset_second_factor, name="reset-second-factor"),
    path("accounts/<int:number>/password", managing.new_password_link, name="new-password-link"),
]
