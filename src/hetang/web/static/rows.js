// In a table of rows J and K step from link to link, as Tab does; outside of it the keys mean nothing.
for (const table of document.querySelectorAll("[data-rows]")) {
  const links = [...table.querySelectorAll("tbody tr")].map((row) => row.querySelector("a")).filter(Boolean);
  for (const hint of document.querySelectorAll(".keys")) hint.hidden = links.length < 2;
  table.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const step = { j: 1, ArrowDown: 1, k: -1, ArrowUp: -1 }[event.key];
    const row = event.target.closest("tr");
    const at = links.findIndex((link) => row && row.contains(link));
    if (!step || at < 0 || !links[at + step]) return;
    event.preventDefault();
    links[at + step].focus();
  });
}
