"""The address that a watchman asks: does the ledger answer, and where does it stand."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from hetang.web.visits import visit


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 where pages can be served; 503 where no city is loaded or the database does not answer."""
    now = visit(request).now
    if now is None:
        return JsonResponse({"status": "no ledger"}, status=503)
    return JsonResponse({"status": "ok", "entries": now.size, "head": now.root, "pack": now.pack.digest})
