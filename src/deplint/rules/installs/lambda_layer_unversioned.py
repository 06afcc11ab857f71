"""DPL815 lambda-layer-unversioned: the ARN of a Lambda layer without the layer's version."""

from __future__ import annotations

from deplint.rule import Rule, Severity
from deplint.typing_light import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from deplint.model import Diagnostic
    from deplint.project import Project

_MOVING = frozenset(("latest", "LATEST", "$LATEST", "*"))


class LambdaLayerUnversioned(Rule):
    """Layer of a Lambda function whose ARN has no version.

    ## Why is this bad?
    Lambda takes a layer by the ARN of one of its versions, and refuses the deployment else; tools that look the newest one up instead give
    the function other packages on another day.

    ## Example
    ```bad template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.12
          Handler: orders.handle
          CodeUri: s3://deployments/orders.zip
          Layers:
            - arn:aws:lambda:eu-west-1:017000801446:layer:AWSLambdaPowertoolsPythonV3-python312-x86_64
    ```
    ```good template.yaml
    Transform: AWS::Serverless-2016-10-31
    Resources:
      Orders:
        Type: AWS::Serverless::Function
        Properties:
          Runtime: python3.12
          Handler: orders.handle
          CodeUri: s3://deployments/orders.zip
          Layers:
            - arn:aws:lambda:eu-west-1:017000801446:layer:AWSLambdaPowertoolsPythonV3-python312-x86_64:7
    ```
    SAM templates and serverless.yml are read. `!Ref`, `!GetAtt`, imports, and ARNs that end with a variable are not flagged.
    """

    code = "DPL815"
    severity = Severity.WARNING
    only_for = ("sam", "serverless")

    def check(self, project: Project) -> Iterator[Diagnostic]:
        for manifest in project.installers:
            for layer in manifest.installs.layers if manifest.installs else ():
                if not layer.version or layer.version in _MOVING:
                    name = layer.arn.partition(":layer:")[2].partition(":")[0]
                    yield self.found(
                        layer.location,
                        f"`{name}` is a layer without its version, and what it holds may change; end the ARN with a version (`:7`)",
                        label="which version?",
                        help=f"aws lambda list-layer-versions --layer-name {layer.arn.partition(f'{name}:')[0].removesuffix(':')}",
                        subject=name,
                    )
