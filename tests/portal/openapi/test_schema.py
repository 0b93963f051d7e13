"""The OpenAPI description is valid, whole, and true of the answers."""

import yaml
from django.core.management import call_command
from jsonschema import Draft202012Validator

from pat_logistics.portal.openapi.schema import openapi_schema


def operations():
    return [
        (path, method, node)
        for path, methods in openapi_schema()["paths"].items()
        for method, node in methods.items()
    ]


def test_the_description_is_valid_and_warns_of_nothing(tmp_path, capsys):
    target = tmp_path / "schema.yaml"
    call_command("spectacular", validate=True, fail_on_warn=True, file=str(target))
    assert capsys.readouterr().err == ""
    assert yaml.safe_load(target.read_text(encoding="utf-8"))["openapi"] == "3.1.0"


def test_every_operation_says_what_it_does_and_how_it_fails():
    for path, method, node in operations():
        assert node.get("summary"), (path, method)
        assert node.get("description"), (path, method)
        assert {"400", "404", "406", "429", "500"} <= set(node["responses"]), (path, method)


def test_every_parameter_is_explained():
    silent = [
        (path, parameter["name"])
        for path, _, node in operations()
        for parameter in node.get("parameters", [])
        if not parameter.get("description")
    ]
    assert silent == []


def test_every_field_is_explained():
    schemas = openapi_schema()["components"]["schemas"]
    silent = [
        f"{name}.{field}"
        for name, schema in schemas.items()
        for field, node in schema.get("properties", {}).items()
        if not node.get("description") and not name.startswith("Paginated")
    ]
    assert silent == []


def test_every_example_obeys_its_own_schema():
    schema = openapi_schema()
    for path, method, node in operations():
        bodies = [node.get("requestBody", {})]
        bodies += [response for status, response in node["responses"].items() if status < "300"]
        for content in (body.get("content", {}).get("application/json", {}) for body in bodies):
            examples = [example["value"] for example in content.get("examples", {}).values()]
            validator = Draft202012Validator(content.get("schema", {}) | {"components": schema["components"]})
            for example in examples:
                assert [error.message for error in validator.iter_errors(example)] == [], (path, method)
