"""The discovery documents, pointing at the simulator itself (docs/quickbooks.md 1.1)."""

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

PATHS = tuple(
    f"/.well-known/{name}{slash}"
    for name in ("openid_configuration", "openid_sandbox_configuration")
    for slash in ("", "/")
)


async def discovery(request: Request) -> Response:
    """Where everything is, under the address the caller used."""
    base = str(request.base_url).rstrip("/")
    return JSONResponse(
        {
            "issuer": f"{base}/op/v1",
            "authorization_endpoint": f"{base}/connect/oauth2",
            "token_endpoint": f"{base}/oauth2/v1/tokens/bearer",
            "userinfo_endpoint": f"{base}/v1/openid_connect/userinfo",
            "revocation_endpoint": f"{base}/v2/oauth2/tokens/revoke",
            "jwks_uri": f"{base}/op/v1/jwks",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "email", "profile", "address", "phone", "com.intuit.quickbooks.accounting"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic"],
            "claims_supported": ["aud", "exp", "iat", "iss", "realmid", "sub"],
        }
    )


async def jwks(request: Request) -> Response:  # noqa: ARG001 -- the form of an endpoint
    """No keys: the simulator issues no identity tokens; a client that only does accounting asks for none."""
    return JSONResponse({"keys": []})
