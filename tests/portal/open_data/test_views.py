import datetime

import pytest

from pat_logistics.portal.open_data import dumps
from pat_logistics.portal.open_data.registry import DATASETS
from tests.open_data.samples import open_farm

DAY = datetime.date(2026, 11, 30)


@pytest.mark.django_db(transaction=True)
class TestFiles:
    def test_a_file_is_saved_whole_and_asked_again_for_nothing(self, client, data_folder):
        open_farm()
        dumps.make_dumps(DAY)
        answer = client.get("/data/fichiers/2026-11-30/producteurs.csv")
        assert answer["Content-Disposition"] == 'attachment; filename="2026-11-30-producteurs.csv"'
        assert b"Ferme du Vent" in answer.getvalue()
        again = client.get(
            "/data/fichiers/2026-11-30/producteurs.csv", headers={"if-none-match": answer["ETag"]}
        )
        assert again.status_code == 304

    def test_the_last_one_has_an_address_that_stays(self, client, data_folder):
        dumps.make_dumps(DAY)
        answer = client.get("/data/fichiers/derniers/producteurs-fr.csv")
        assert (answer.status_code, answer["Location"]) == (
            302,
            "/data/fichiers/2026-11-30/producteurs-fr.csv",
        )

    @pytest.mark.parametrize(
        "path",
        [
            "2026-11-30/index.json", "2026-11-30/autre.csv", "2026-12-01/producteurs.csv",
            "derniers/autre.csv",
            "2026-11-30/../../secret.csv", "2026-11-30/%2e%2e%2fsecret.csv",
        ],
    )  # fmt: skip
    def test_nothing_else_is_served(self, client, data_folder, path):
        dumps.make_dumps(DAY)
        (data_folder / "secret.csv").write_text("secret", encoding="utf-8")
        assert client.get(f"/data/fichiers/{path}").status_code == 404

    def test_the_pages_show_the_files_with_their_checksum(self, client, data_folder):
        made = [dump for dump in dumps.make_dumps(DAY) if dump.dataset == "producers"]
        page = client.get("/data/producers/").text
        assert len(made) == 7
        assert all(dump.sha256 in page for dump in made)
        assert "2026-11-30/producteurs.gpkg" in client.get("/data/").text


@pytest.mark.django_db
class TestPages:
    def test_every_list_is_named_and_explained_column_by_column(self, client, data_folder):
        page = client.get("/data/").text
        for code, dataset in DATASETS.items():
            assert f"/data/{code}/" in page
            of_list = client.get(f"/data/{code}/").text
            assert all(f"<code>{column.code}</code>" in of_list for column in dataset.columns)

    def test_what_may_name_somebody_is_marked(self, client, data_folder):
        assert client.get("/data/producers/").text.count("Peut nommer une personne") == 4
        assert "Peut nommer une personne" not in client.get("/data/bands/").text

    def test_the_schema_says_where_its_rows_are(self, client, data_folder):
        told = client.get("/data/producers/schema.json").json()
        assert told["primaryKey"] == "id"
        assert told["homepage"].endswith("/api/v1/producers/")

    @pytest.mark.parametrize("path", ["users/", "users/schema.json", "catalogue.xml"])
    def test_what_is_no_list_is_not_found(self, client, path):
        assert client.get(f"/data/{path}").status_code == 404
