"""The README's recipes as such: each is played, each can be given in every way there is, and no key is left unsaid."""
import importlib
import json
import pathlib
import re

import yaml

from recipes import recipe_test, rows, section

HERE = pathlib.Path(__file__).parent
CONTRACT = yaml.safe_load((HERE.parents[1] / "api/openapi.yaml").read_text(encoding="utf-8"))


def keys_of(name):
    """The properties of a schema of the contract, with those of all that it is made of."""
    schema = CONTRACT["components"]["schemas"][name]
    parts = [part["$ref"].rsplit("/", 1)[1] for part in schema.get("allOf", ())]
    return {*schema.get("properties", {}), *(key for part in parts for key in keys_of(part))}


def kinds_of(one):
    return {one, *(kind for each in one.__subclasses__() for kind in kinds_of(each))}


class recipes(recipe_test):
    def test_every_recipe_is_played(self):
        for path in HERE.glob("test_*.py"):
            importlib.import_module(path.stem)
        self.assertEqual({kind.recipe for kind in kinds_of(recipe_test)} - {""}, set(rows()))
        self.assertGreater(len(rows()), 10)

    def test_every_recipe_works_over_the_api_on_the_command_line_in_the_environment_and_in_a_file(self):
        all_rules = [row["rule"] for row in rows().values()]
        one = self.start()
        for rule in all_rules:
            self.put_rule(one, rule)
        file = pathlib.Path(one.folder.name) / "config.json"
        file.write_text(json.dumps({"rule": all_rules}))
        texts = [json.dumps(rule) for rule in all_rules]
        others = {"--rule": self.start(*(part for text in texts for part in ("--rule", text))),
                  "MOCKSMTP_RULE": self.start(environment={"MOCKSMTP_RULE": "\n".join(texts)}),
                  "--config": self.start("--config", str(file))}
        shown = self.as_written(one)
        self.assertEqual([rule["id"] for rule in shown], [rule["id"] for rule in reversed(all_rules)])
        for how, other in others.items():
            self.assertEqual(self.as_written(other), shown, how)

    def as_written(self, one):
        """All rules without what became of them."""
        keys = keys_of("Rule")
        return [{key: rule[key] for key in rule if key in keys} for rule in one.get("/v1/rules")["rules"]]

    def test_every_key_of_a_rule_is_explained(self):
        (table,) = re.findall(r"^\| key \| .*?\n\n", section(), re.M | re.S)
        explained = [key for line in re.findall(r"^\| (`[^|]+`) \|", table, re.M) for key in re.findall(r"`(\w+)`", line)]
        self.assertEqual(sorted(explained), sorted(keys_of("Rule")))

    def test_every_preset_named_is_one(self):
        (names,) = re.findall(r"presets: `([a-z_ ]+)`", section())
        one = self.start()
        for name in names.split():
            self.put_rule(one, {"id": "preset", "on": "rcpt", "reply": {"preset": name}})
        got = one.request("PUT", "/v1/rules/preset", json.dumps({"on": "rcpt", "reply": {"preset": "no_such"}}),
                          {"Content-Type": "application/json"})
        self.assertEqual(got.status, 400)
        self.assertEqual(set(re.findall(r"\w+", got.json()["errors"][0]["detail"])) & set(names.split()), set(names.split()))
