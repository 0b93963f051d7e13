from tests.permissions.rows import public_page

ROWS = {
    "producers:list": public_page(),
    "producers:detail": public_page(args=lambda world: [world.producer.slug]),
}
