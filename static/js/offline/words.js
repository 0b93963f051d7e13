/* Moments and states in words. */

const NBSP = "\u00a0";

/* « 14 h 32 », with the day when it is not today. */
export function clock(moment) {
  const date = new Date(moment);
  const time = `${date.getHours()}${NBSP}h${NBSP}${String(date.getMinutes()).padStart(2, "0")}`;
  if (date.toDateString() === new Date().toDateString()) return time;
  return `${time} le ${date.toLocaleDateString("fr-FR", { day: "numeric", month: "long" })}`;
}

export function nameOf(draft) {
  for (const [code, { typed }] of Object.entries(draft.sections)) {
    const name = typed[`${code}-name`]?.[0]?.trim();
    if (name) return name;
  }
  return "Diagnostic sans nom";
}

/* What the portal does not have yet. */
export function unsentOf(draft) {
  return Object.entries(draft.sections).filter(([, section]) => section.edits !== section.sent);
}

export function stateOf(draft) {
  if (draft.refusal) return "refused";
  if (Object.keys(draft.conflicts).length) return "conflict";
  if (!Object.keys(draft.sections).length) return "empty";
  return unsentOf(draft).length ? "here" : "sent";
}

export function stateInWords(draft) {
  return {
    refused: () => `Pas envoyé${NBSP}: ${draft.refusal?.message}`,
    conflict: () =>
      `Conflit${NBSP}: quelqu’un a modifié ce diagnostic sur le portail. Choisissez ce qui reste.`,
    empty: () => "Rien n’y est encore tapé.",
    here: () =>
      `Enregistré sur cet appareil à ${clock(draft.updatedAt)}, sera envoyé dès que le réseau le permet.`,
    sent: () =>
      draft.takenAt > draft.sentAt
        ? `Emporté du portail à ${clock(draft.takenAt)}. Rien n’attend d’être envoyé.`
        : `Envoyé au portail à ${clock(draft.sentAt)}. Une copie reste sur cet appareil.`,
  }[stateOf(draft)]();
}
