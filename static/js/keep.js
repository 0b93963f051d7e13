/* Results kept on this device, without an account: kept on the page of a result, read on « Mes résultats ».
   A farm may take them over (`keeping.take_over` reads the same shape). Nothing is sent before that. */

const KEY = "pat-results";
const SENT = "pat-results-sent";
const MOST = 50;

function read(key) {
  try {
    const found = JSON.parse(localStorage.getItem(key));
    return Array.isArray(found) ? found : [];
  } catch {
    return [];
  }
}

function write(results) {
  localStorage.setItem(KEY, JSON.stringify(results));
}

const NNBSP = "\u202f";
const number = (value, digits) =>
  value
    .toLocaleString("fr-FR", { minimumFractionDigits: digits, maximumFractionDigits: digits })
    .replaceAll("-", "−");
const perKilo = (value) => `${number(value, 2)}${NNBSP}€/kg`;
const day = (at) =>
  new Date(at).toLocaleDateString("fr-FR", { day: "numeric", month: "long", year: "numeric" });

function percent(share) {
  if (Math.abs(share) < 0.0005) return "sans changement";
  const text = number(share * 100, Math.abs(share) < 0.0995 ? 1 : 0).replace(/,0$/, "");
  return `${share > 0 ? "+" : ""}${text}${NNBSP}%`;
}

/* --- the page of a result ----------------------------------------------------------------------------- */

/* What it cost when it was kept, where it was: the cheapest way then, and the same way now. */
function showThen(data) {
  const kept = read(KEY)
    .filter((one) => one.query === data.query)
    .at(-1);
  const then = kept?.options[0];
  const now = data.now.find((option) => option.id === then?.id);
  if (!now || Date.now() - Date.parse(kept.at) < 86_400_000) return;
  const box = document.querySelector("[data-kept-then]");
  box.querySelector("[data-kept-words]").textContent =
    `${then.label}\u00a0: ${perKilo(then.eur_per_kg)} le ${day(kept.at)}, ${perKilo(now.eur_per_kg)} aujourd’hui, ` +
    `${percent(now.eur_per_kg / then.eur_per_kg - 1)}.`;
  box.hidden = false;
}

function keep(data, name, said) {
  const today = new Date().toDateString();
  const others = read(KEY).filter(
    (one) => one.query !== data.query || new Date(one.at).toDateString() !== today,
  );
  if (others.length >= MOST) {
    said.textContent = `Cet appareil garde déjà ${MOST} résultats\u00a0: enlevez-en un d’abord.`;
    return;
  }
  const { now: _now, ...kept } = data;
  try {
    write([...others, { ...kept, name, at: new Date().toISOString() }]);
  } catch {
    said.textContent = "Cet appareil ne veut rien garder\u00a0: copiez l’adresse de la page.";
    return;
  }
  const link = Object.assign(document.createElement("a"), {
    href: said.dataset.list,
    textContent: "Mes résultats",
  });
  said.replaceChildren("Gardé sur cet appareil. ", link);
}

const source = document.getElementById("keep-data");
if (source) {
  const data = JSON.parse(source.textContent);
  const form = document.querySelector("form[data-keep]");
  if (form) {
    form.hidden = false;
    document.querySelector("[data-keep-without]").hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      keep(data, form.elements.name.value.trim(), document.querySelector("[data-kept-said]"));
    });
  }
  showThen(data);
}

/* --- « Mes résultats » ---------------------------------------------------------------------------------- */

function card(template, kept) {
  const made = template.content.cloneNode(true);
  const link = made.querySelector("[data-link]");
  link.textContent = kept.name || kept.said;
  link.href = `${list.dataset.calculator}?${kept.query}`;
  made.querySelector("[data-date]").textContent = day(kept.at);
  const said = made.querySelector("[data-said]");
  said.textContent = kept.said;
  said.hidden = !kept.name;
  const [best] = kept.options;
  made.querySelector("[data-best]").textContent = `${best.label}\u00a0: ${perKilo(best.eur_per_kg)}`;
  made.querySelector("input").value = kept.query;
  made.querySelector("[data-forget]").addEventListener("click", () => {
    write(read(KEY).filter((one) => one.at !== kept.at));
    show();
  });
  return made;
}

const list = document.querySelector("[data-kept-list]");

function show() {
  const results = read(KEY);
  list.querySelector("[data-kept-none]").hidden = results.length > 0;
  list.querySelector("[data-kept-form]").hidden = results.length === 0;
  const template = list.querySelector("[data-kept-card]");
  list
    .querySelector("[data-kept-cards]")
    .replaceChildren(...results.toReversed().map((one) => card(template, one)));
  const offer = list.querySelector("[data-take-over]");
  if (offer) {
    offer.hidden = results.length === 0;
    offer.elements.results.value = JSON.stringify(results);
  }
}

if (list) {
  if ("taken" in list.dataset) {
    const sent = read(SENT);
    if (sent.length) write(read(KEY).filter((one) => !sent.includes(one.at)));
    localStorage.removeItem(SENT);
  }
  list.querySelector("[data-take-over]")?.addEventListener("submit", () => {
    localStorage.setItem(SENT, JSON.stringify(read(KEY).map((one) => one.at)));
  });
  show();
}
