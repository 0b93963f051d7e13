/* The checks of the questionnaire without network: the same reading as needs_survey/checks.py, to the letter. */

const MONTHS = 12;
const CONFIRMED = "confirmed";

/* « 1 250,5 » as a number; null for anything else. */
function number(text) {
  const plain = String(text ?? "")
    .replace(/\s/g, "")
    .replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/* What the forms say, by the codes of the questions: a value, a list of codes, or the rows of a table. */
export function answersOf(forms) {
  const answers = {};
  for (const form of forms) {
    for (const holder of form.querySelectorAll("[data-rows]")) {
      if (holder.closest("[data-if][hidden]")) continue;
      const code = holder.dataset.rows;
      answers[code] = [...holder.children].map((row) => rowOf(row, code)).filter(Boolean);
    }
    for (const control of form.elements) {
      if (!control.name || control.closest("[data-row], [data-if][hidden]")) continue;
      put(answers, control.name.slice(form.dataset.section.length + 1), control);
    }
  }
  return answers;
}

function put(answers, code, control) {
  if (control.type === "checkbox") {
    answers[code] ??= [];
    if (control.checked) answers[code].push(control.value);
  } else if (control.type !== "radio" || control.checked) {
    answers[code] = control.value;
  }
}

function rowOf(row, table) {
  const answers = {};
  for (const control of row.querySelectorAll("[name]")) {
    const [, rank, code] = control.name.match(`^${table}-(\\d+)-(.+)$`) ?? [];
    if (!code) continue;
    if (code === "DELETE" && control.checked) return null;
    answers.rank = Number(rank);
    const month = code.match(/^season_(\d+)$/);
    if (month) {
      answers.season ??= [];
      answers.season[month[1] - 1] = control.value;
    } else {
      put(answers, code, control);
    }
  }
  return answers;
}

function chosen(answers, { question, any_of: codes }) {
  return [answers[question]].flat().some((code) => codes.includes(code));
}

function partOfYear(products, family) {
  const told = products.find((row) => row.family === family && row.season?.some(Boolean));
  return told ? told.season.filter((level) => level && level !== "none").length / MONTHS : 1;
}

function factor(asked, row, answers) {
  if (typeof asked === "string") return number(row[asked]);
  if (typeof asked === "number") return asked;
  if (asked.season) return partOfYear(answers[asked.season] ?? [], row.family);
  return asked.values[row[asked.column]] ?? null;
}

function ofRow({ times }, row, answers) {
  return times.reduce((product, asked) => {
    const found = product === null ? null : factor(asked, row, answers);
    return found === null ? null : product * found;
  }, 1);
}

function quantity(asked, row, answers) {
  if (asked.answers) {
    const given = asked.answers.map((code) => number(answers[code])).filter((value) => value !== null);
    return given.length ? given.reduce((sum, value) => sum + value) : null;
  }
  if (asked.of === "row") return ofRow(asked, row, answers);
  let rows = answers[asked.of] ?? [];
  if (asked.same && row[asked.same]) rows = rows.filter((each) => each[asked.same] === row[asked.same]);
  const counted = rows.map((each) => ofRow(asked, each, answers)).filter((value) => value !== null);
  if (!counted.length) return null;
  return asked.take === "max" ? Math.max(...counted) : counted.reduce((sum, value) => sum + value);
}

function holds({ low = null, high = null }, ratio) {
  return (low === null || ratio >= low) && (high === null || ratio <= high);
}

function words(value) {
  return value.toLocaleString("fr-FR", { maximumFractionDigits: 2 });
}

/* Every doubt: { at, place, mark, message }. */
export function doubtsOf(checks, answers) {
  const found = [];
  for (const check of checks) {
    const { code, at } = check;
    if (check.when) {
      if (check.when.every((condition) => chosen(answers, condition)))
        found.push({ at, place: at, mark: code, message: check.message });
      continue;
    }
    for (const row of check.each ? (answers[at] ?? []) : [{}]) {
      const [left, right] = [check.left, check.right].map((side) => quantity(side, row, answers));
      if (left === null || right === null || right <= 0 || holds(check, left / right)) continue;
      found.push({
        at,
        place: check.each ? `${at}-${row.rank}` : at,
        mark: [code, Math.floor(left * 100 + 0.5), Math.floor(right * 100 + 0.5)].join(":"),
        message: check.message.replace("{left}", words(left)).replace("{right}", words(right)),
      });
    }
  }
  return found;
}

/* The doubts that one form has to tell, with the box of each. */
export function doubtsIn(form, doubts) {
  const name = `${form.dataset.section}-${CONFIRMED}`;
  const ticked = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]:checked`)].map((box) => box.value);
  return doubts
    .filter(({ place }) => form.querySelector(`[data-doubts="${CSS.escape(place)}"]:not([hidden] *)`))
    .map((doubt) => ({ ...doubt, name, confirmed: ticked.includes(doubt.mark) }));
}
