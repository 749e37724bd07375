"""Who may see what is for watchers: figures, and the details of what is wrong."""

import hmac

from starlette.requests import Request

from core.ground.settings import Settings
from web.http.forwarded import passed_on, within


def may_watch(request: Request, settings: Settings) -> bool:
    """Whether a request bears the token of the settings, or sits at an address that was allowed."""
    return token_fits(request, settings) or is_near(request, settings)


def token_fits(request: Request, settings: Settings) -> bool:
    """Whether the request bears the token of the settings (`Authorization: Bearer …`)."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    token = settings.metrics_token.encode()
    fits = hmac.compare_digest(given.strip().encode("latin-1"), token)
    return bool(token) and scheme.lower() == "bearer" and fits


def is_near(request: Request, settings: Settings) -> bool:
    """Whether the request comes from an address that was allowed; not from a proxy that nobody
    named, which speaks for anybody."""
    host = request.client.host if request.client else ""
    return within(host, settings.metrics_networks) and not passed_on(request.scope)
