"""The smallest order service that still needs a requirements file."""

from flask import Flask

app = Flask(__name__)


@app.get("/orders/<int:number>")
def order(number: int) -> dict[str, int]:
    return {"number": number}
