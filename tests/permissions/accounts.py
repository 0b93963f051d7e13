from tests.permissions.rows import OK, REDIRECT, SIGNED_IN, Row, everyone, public_page

# Whoever is signed in has nothing to do on the pages that sign in.
ONLY_VISITORS = everyone(REDIRECT) | {"visitor": OK}

ROWS = {
    "accounts:profile": Row(SIGNED_IN),
    "accounts:delete": [Row(SIGNED_IN), Row(SIGNED_IN, method="post", data={"email": "autre@exemple.fr"})],
    "account_email": Row(SIGNED_IN),
    "account_login": Row(ONLY_VISITORS),
    "account_request_login_code": Row(ONLY_VISITORS),
    "account_signup": Row(ONLY_VISITORS),
    # Nobody waits for a code here.
    "account_confirm_login_code": Row(everyone(REDIRECT)),
    "account_email_verification_sent": Row(everyone(REDIRECT)),
    "account_logout": Row(SIGNED_IN),
    "account_inactive": public_page(),
}
