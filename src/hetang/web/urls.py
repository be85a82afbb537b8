"""The addresses of the pages."""

from django.urls import path

from hetang.web.api.urls import api, not_there
from hetang.web.views import bulletins, doors, entries, evidence, facts, figures, health

urlpatterns = [
    path("api/", api.urls),
    path("api/<path:rest>", not_there),
    path("", figures.start, name="start"),
    path("figures.<str:kind>", figures.export, name="figures_export"),
    path("figures/<str:indicator>.json", figures.figure_json, name="figure_json"),
    path("figures/<str:indicator>", figures.figure, name="figure"),
    path("figures/<str:indicator>/facts.<str:kind>", facts.export, name="facts_export"),
    path("facts/<str:fact>", facts.fact, name="fact"),
    path("entries", entries.index, name="entries"),
    path("entries/<int:seq>", entries.entry, name="entry"),
    path("entries/<int:seq>.json", entries.entry_bytes, name="entry_bytes"),
    path("entries/<int:seq>/proof.json", entries.entry_proof, name="entry_proof"),
    path("entries/<int:seq>/rows/<int:index>", entries.row, name="row"),
    path("entries/<int:seq>/rows/<int:index>.json", entries.row_bytes, name="row_bytes"),
    path("entries/<int:seq>/rows/<int:index>/proof.json", entries.row_proof, name="row_proof"),
    path("checkpoint", entries.checkpoint, name="checkpoint"),
    path("evidence/<str:digest>", evidence.whole, name="evidence"),
    path("evidence/<str:digest>/small", evidence.small, name="evidence_small"),
    path("bulletins", bulletins.index, name="bulletins"),
    path("bulletins/<str:bulletin>/<str:issue>", bulletins.read, name="bulletin"),
    path("bulletins/<str:bulletin>/<str:issue>/<str:name>", bulletins.download, name="bulletin_file"),
    path("in", doors.sign_in_help, name="sign_in_help"),
    path("in/<str:token>", doors.sign_in, name="sign_in"),
    path("out", doors.sign_out, name="sign_out"),
    path("language/<str:lang>", doors.language, name="language"),
    path("health", health.health, name="health"),
]
