/** The page and `geobrief review`, which serves it: answers go there, places are looked for there, the brief is built there. */

import type { GazetteerRow } from "../data";
import { t } from "../i18n";
import type { Answer } from "./answers";

export class Server {
  /** One after the other: the last answers must be the last to arrive. */
  private queue: Promise<unknown> = Promise.resolve();

  /** Where the page comes from; the token is part of the path. */
  private async post(what: string, body: unknown): Promise<unknown> {
    const response = await fetch(what, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body), cache: "no-store" });
    const said = (await response.json()) as { error?: string };
    if (!response.ok) throw new Error(said.error ?? response.statusText);
    return said;
  }

  private inTurn<T>(act: () => Promise<T>): Promise<T> {
    const next = this.queue.then(act, act);
    this.queue = next.catch(() => undefined);
    return next;
  }

  /** Keep the answers; null, or what went wrong. */
  async send(answers: readonly Answer[]): Promise<string | null> {
    return this.done(this.inTurn(() => this.post("overrides", { corrections: answers })));
  }

  /** Keep the answers and build the brief with them. */
  async rebuild(answers: readonly Answer[]): Promise<string | null> {
    return this.done(this.inTurn(async () => {
      await this.post("overrides", { corrections: answers });
      return this.post("rebuild", {});
    }));
  }

  private async done(work: Promise<unknown>): Promise<string | null> {
    try {
      await work;
      return null;
    } catch (reason) {
      return t("review.failed", { reason: reason instanceof Error ? reason.message : String(reason) });
    }
  }

  async search(query: string): Promise<GazetteerRow[]> {
    try {
      const found = (await this.post("search", { query })) as { places?: GazetteerRow[] };
      return found.places ?? [];
    } catch {
      return [];
    }
  }
}
