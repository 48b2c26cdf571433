/** What the review opens over the page: its keys, and the answers given so far. */

import { add, button, type Child, fill, h } from "../dom";
import { t } from "../i18n";
import type { Answers } from "./answers";
import { told } from "./forms";

/** Which keys there are, and how answers reach a build. */
export function showKeys(live: boolean): void {
  const keys: [string, string][] = [
    ["n / p", t("review.keys.move")],
    ["r", t("review.right")],
    ["w", t("review.wrong")],
    ["x", `${t("review.noEvent")} / ${t("review.notPlace")}`],
    ["e", t("review.edit")],
    ["m", t("review.merge")],
    ["s", t("review.split")],
    ["t", t("review.noteGrade")],
    ["a", t("review.add")],
    ["1 – 9", t("review.keys.choose")],
    ["0", t("review.point")],
    [t("review.keys.ctrlEnter"), t("review.save")],
    ["u", t("review.undo")],
    ["d", t(live ? "review.rebuild" : "review.download")],
    ["Esc", t("action.close")],
  ];
  const list = h("dl", { class: "review-keys" }, ...keys.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)]));
  open(t("review.keys"), list, h("p", { class: "note" }, t(live ? "review.how.live" : "review.how")));
}

/** All answers, each with its way back. */
export function showAnswers(answers: Answers): void {
  const list = h("ol", { class: "review-answers" });
  const draw = (): void => {
    const rows = answers.all().map((answer) =>
      h("li", {}, told(answer), " ", button(t("review.takeBack"), () => {
        answers.takeBack(answer);
        draw();
      }, { class: "link" })),
    );
    fill(list, ...rows);
    if (rows.length === 0) add(list, h("li", { class: "note" }, t("review.noAnswers")));
  };
  draw();
  open(t("review.answers"), list);
}

function open(title: string, ...body: Child[]): void {
  const dialog = h("dialog", { class: "about", "aria-labelledby": "review-dialog-title" });
  const close = button("×", () => dialog.close(), { class: "card-close", "aria-label": t("action.close") });
  dialog.append(
    h("div", { class: "card-head" }, h("h2", { id: "review-dialog-title" }, title), close),
    h("div", { class: "about-body", tabindex: 0 }, ...body),
  );
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
