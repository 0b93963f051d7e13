/* A slider beside the number of kilos to suppose on board; without this script the number does alone. */

const form = document.querySelector("form[data-fill]");
const slider = form?.querySelector('input[type="range"]');
const number = form?.querySelector('input[name="fill_kg"]');

if (slider && number) {
  slider.hidden = false;
  slider.addEventListener("input", () => {
    number.value = slider.value;
  });
  slider.addEventListener("change", () => form.requestSubmit());
  number.addEventListener("input", () => {
    const typed = Number(number.value.replace(/\s/g, "").replace(",", "."));
    if (Number.isFinite(typed)) slider.value = typed;
  });
}
