"""What the tests of the web server run in the place of the portal: it answers at once, or late."""

import os
import time


def app(environ, start_response):
    sent = environ["wsgi.input"].read()
    time.sleep(float(environ["QUERY_STRING"] or 0))
    body = f"{os.getpid()} {len(sent)}".encode()
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
