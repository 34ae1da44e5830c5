"""The headers that docs/security.md 2 asks for on every page."""

from urllib.parse import urlsplit

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'{form_targets}; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_WITH_SCRIPT = "; script-src 'self'; connect-src 'self'"


def security_headers(*, form_target: str = "", script: bool = False, secret_address: bool = False) -> dict[str, str]:
    """Headers of one answer.

    `form_target` is an address that a form redirects to, because browsers hold redirects against the policy too;
    `script` allows our own script. A `secret_address` is named to no server, ours included.
    """
    address = urlsplit(form_target)
    targets = f" {address.scheme}://{address.netloc}" if form_target else ""
    return {
        "Content-Security-Policy": _POLICY.format(form_targets=targets) + (_WITH_SCRIPT if script else ""),
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer" if secret_address else "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
        "Cache-Control": "no-store",
    }
