"""The identity provider that the environment names, in allauth's words. Knows nothing of Django: settings read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

PROVIDER = "sso"  # In the addresses that the provider is told: /account/oidc/sso/login/callback/


def openid_connect(environment: Mapping[str, str]) -> dict[str, Any]:
    """Nothing where no issuer is named. Raises `ValueError` where it is no address, or the rest is missing."""
    issuer = environment.get("IKRAR_OIDC_ISSUER", "").strip().rstrip("/")
    if not issuer:
        return {}
    if not issuer.startswith(("https://", "http://localhost", "http://127.0.0.1")):
        raise ValueError(f"IKRAR_OIDC_ISSUER has to begin with https://: {issuer}")
    missing = [name for name in ("IKRAR_OIDC_CLIENT", "IKRAR_OIDC_SECRET") if not environment.get(name)]
    if missing:
        raise ValueError(f"IKRAR_OIDC_ISSUER is set, and {' and '.join(missing)} is not")
    app = {
        "provider_id": PROVIDER,
        "name": environment.get("IKRAR_OIDC_NAME") or "OpenID Connect",
        "client_id": environment["IKRAR_OIDC_CLIENT"],
        "secret": environment["IKRAR_OIDC_SECRET"],
        "settings": {"server_url": issuer, "oauth_pkce_enabled": True},
    }
    return {"openid_connect": {"APPS": [app], "OAUTH_PKCE_ENABLED": True}}
