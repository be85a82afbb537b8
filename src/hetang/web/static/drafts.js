// In a checked draft J and K step from claim to claim, A accepts the correction of the one that stands open; the box turns them off.
const draft = document.querySelector("[data-draft]");
const keys = document.querySelector("[data-keys]");
const KEPT = "hetang.draft.keys";

if (draft && keys) {
  const claims = [...draft.querySelectorAll("a.claim[id]")];
  const item = (claim) => draft.querySelector(`[data-item="${claim.dataset.claim}"]`);
  let at = claims.findIndex((claim) => claim.hasAttribute("aria-current"));

  const below = matchMedia("(max-width: 60rem)");   // the items stand beneath the text, not beside it
  const show = (next, pressed) => {
    const claim = claims[next];
    if (!claim) return;
    if (claims[at] && at !== next) item(claims[at])?.removeAttribute("open");
    for (const other of draft.querySelectorAll("a.claim[aria-current]")) other.removeAttribute("aria-current");
    at = next;
    claim.setAttribute("aria-current", "true");
    for (let box = item(claim); box && box !== draft; box = box.parentElement) if (box.tagName === "DETAILS") box.open = true;
    const to = pressed && below.matches ? item(claim).querySelector("summary") : claim;
    item(claim)?.scrollIntoView({ block: "nearest" });
    to.scrollIntoView({ block: "nearest" });
    to.focus({ preventScroll: true });
    history.replaceState(null, "", `#c${claim.dataset.claim}`);
  };

  keys.checked = localStorage.getItem(KEPT) !== "off";
  keys.addEventListener("change", () => localStorage.setItem(KEPT, keys.checked ? "on" : "off"));
  document.querySelector("[data-keys-hint]").hidden = claims.length === 0;
  draft.addEventListener("click", (event) => {
    const claim = event.target.closest("a.claim");
    const next = claim ? claims.findIndex((one) => one.dataset.claim === claim.dataset.claim) : -1;
    if (next < 0) return;
    event.preventDefault();
    show(next, true);
  });
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || event.ctrlKey || event.altKey || event.metaKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
    const key = event.key.toLowerCase();
    if (key === "j") show(Math.min(at + 1, claims.length - 1));
    else if (key === "k") show(Math.max(at - 1, 0));
    else if (key === "a" && claims[at]) item(claims[at])?.querySelector("form[data-accept]")?.requestSubmit();
    else return;
    event.preventDefault();
  });
  if (at >= 0) show(at);
}
