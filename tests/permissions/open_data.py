from tests.permissions.rows import NOT_FOUND, Row, everyone, public_file, public_page

ROWS = {
    "open_data:index": public_page(),
    "open_data:embed": public_page(query={"family": "cheese"}),
    "open_data:framed": public_page(),
    "open_data:framed_map": public_page(),
    "open_data:framed_points": public_file(),
    "open_data:dataset": public_page(args=lambda world: ["producers"]),
    "open_data:schema": public_file(args=lambda world: ["producers"]),
    "open_data:changes": [
        *(
            public_file(args=lambda world, code=code: [code])
            for code in ("producers", "carriers", "solutions", "actors")
        ),
        Row(everyone(NOT_FOUND), args=lambda world: ["flows"], is_page=False),
    ],
    "open_data:catalogue": public_file(args=lambda world: ["jsonld"]),
    # No night has passed.
    "open_data:file": Row(
        everyone(NOT_FOUND), args=lambda world: ["2026-11-30", "producteurs.csv"], is_page=False
    ),
    "open_data:latest": Row(everyone(NOT_FOUND), args=lambda world: ["producteurs.csv"], is_page=False),
}
