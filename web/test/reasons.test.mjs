import assert from "node:assert/strict";
import { test } from "node:test";
import english from "../../geobrief/reasons/en.json";
import french from "../../geobrief/reasons/fr.json";
import told from "../../tests/reasons/told.json";
import { sentence } from "../src/reasons.ts";

const plain = (place) => ({ name: place.name, kind: place.kind });
const asFrench = (place) => ({ name: { Niger: "le Niger" }[place.name] ?? place.name, kind: { city: "ville", country: "pays" }[place.kind] ?? place.kind });

test("records make the sentences here that they make in Python", () => {
  assert.ok(told.length > 10);
  for (const { reasons, english: said } of told) assert.equal(sentence(reasons, english, plain), said);
});

test("the same records make a French sentence, with the names and kinds of places as the page has them", () => {
  const text = { key: "taken", role: "answer", arguments: { text: "Agadez", place: { name: "Agadez", kind: "city", admin1: "Agadez Region", country: "NE" } } };
  const held = { key: "held", role: "ground", arguments: { country: { name: "Niger", kind: "country", country: "NE" } } };
  const only = { key: "only", role: "ground", arguments: {} };
  assert.equal(
    sentence([text, held, only], french, asFrench),
    "«\u00a0Agadez\u00a0» est pris pour Agadez (ville, Agadez Region, NE)\u00a0: le texte le situe à\u00a0: le Niger et c’est le seul lieu de ce nom dans le répertoire",
  );
});

test("a record that a later version wrote, or that lacks what its words need, makes no sentence", () => {
  const known = { key: "unknown", role: "answer", arguments: { text: "Zog" } };
  assert.equal(sentence([known, { key: "astrology", role: "note", arguments: {} }], english, plain), null);
  assert.equal(sentence([{ ...known, key: "constructor" }], english, plain), null);
  assert.equal(sentence([{ ...known, arguments: {} }], english, plain), null);
  assert.equal(sentence([], english, plain), null);
});

test("words of the text are put in as they are, whatever they look like", () => {
  const odd = { key: "unknown", role: "answer", arguments: { text: "{text} $& <b>" } };
  assert.equal(sentence([odd], english, plain), "no place in the gazetteer is called “{text} $& <b>”, nor is a known place part of the name");
});
