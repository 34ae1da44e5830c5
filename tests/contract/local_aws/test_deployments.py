"""What happens on the local AWS when a stack is deployed over a running one, as on AWS."""

import io
import json
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from local_stack import eventually

pytestmark = pytest.mark.loopback
SLOW = (
    "import time\n\n\ndef handle(event, context):\n    print('begun')\n    time.sleep(event)\n    return {release!r}\n"
)


def packed(release):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as files:
        files.writestr("handler.py", SLOW.format(release=release))
    return archive.getvalue()


@pytest.fixture
def slow(stack):
    """The name of a function that takes as many seconds as it is told to, and answers with its release."""
    functions = stack.aws.functions
    role = functions.get_function_configuration(FunctionName=stack.deployment.resources["TickFunction"])["Role"]
    name = "slow-function"
    functions.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=role,
        Handler="handler.handle",
        Timeout=30,
        Code={"ZipFile": packed("first")},
    )
    yield name
    functions.delete_function(FunctionName=name)


def test_an_invocation_under_way_ends_by_itself_when_its_function_is_updated(aws, slow):
    """The emulator killed it, which is harder than AWS: a day was left in the middle at each deployment."""

    def invoked(seconds):
        answer = aws.functions.invoke(FunctionName=slow, Payload=json.dumps(seconds))
        return json.loads(answer["Payload"].read())

    assert invoked(0) == "first"
    with ThreadPoolExecutor(1) as beside:
        under_way = beside.submit(invoked, 3)
        assert not eventually(under_way.done, within=1)
        aws.functions.update_function_code(FunctionName=slow, ZipFile=packed("second"))

        assert invoked(0) == "second"
        assert under_way.result() == "first"
