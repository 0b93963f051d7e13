from tests.permissions.rows import public_file, public_page

ROWS = {
    "producers:list": public_page(),
    "producers:map": public_file(),
    "producers:csv": public_file(),
    "producers:enterprise": public_file(args=lambda world: [world.producer.slug]),
    "producers:detail": public_page(args=lambda world: [world.producer.slug]),
}
