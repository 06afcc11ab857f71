"""Hosts that serve distributions: which keep the files of which index, and which serve the same as the public index.

One entry for each line: the evidence, and the day on which the entry was last looked at.
"""

from __future__ import annotations

# Host of an index: hosts of the files that its pages link to, besides itself.
FILE_HOSTS: dict[str, tuple[tuple[str, ...], str, str]] = {
    "pypi.org": (("files.pythonhosted.org",), "https://docs.pypi.org/api/index-api/", "2026-11-21"),
    "pypi.python.org": (("files.pythonhosted.org", "pypi.org"), "https://docs.pypi.org/api/index-api/", "2026-11-21"),
    "test.pypi.org": (("test-files.pythonhosted.org",), "https://test.pypi.org/help/", "2026-11-21"),
    "download.pytorch.org": (("download-r2.pytorch.org",), "https://download.pytorch.org/whl/torch/", "2026-11-21"),
    "conda.anaconda.org": (("binstar-cio-packages-prod.s3.amazonaws.com",), "https://docs.anaconda.com/", "2026-11-21"),
    "prefix.dev": (("repo.prefix.dev",), "https://prefix.dev/docs/prefix/channels", "2026-11-21"),
}  # fmt: skip

# Hosts that serve the distributions of the public index under the same names, and no others.
MIRRORS: dict[str, tuple[str, str]] = {
    "files.pythonhosted.org": ("https://docs.pypi.org/api/index-api/", "2026-11-21"),
    "mirror.baidu.com": ("https://mirror.baidu.com/pypi/simple", "2026-11-21"),
    "mirror.nju.edu.cn": ("https://mirror.nju.edu.cn/help/pypi", "2026-11-21"),
    "mirror.sjtu.edu.cn": ("https://mirror.sjtu.edu.cn/pypi/web/simple", "2026-11-21"),
    "mirrors.aliyun.com": ("https://developer.aliyun.com/mirror/pypi", "2026-11-21"),
    "mirrors.bfsu.edu.cn": ("https://mirrors.bfsu.edu.cn/help/pypi/", "2026-11-21"),
    "mirrors.cloud.tencent.com": ("https://mirrors.cloud.tencent.com/help/pypi.html", "2026-11-21"),
    "mirrors.huaweicloud.com": ("https://mirrors.huaweicloud.com/home", "2026-11-21"),
    "mirrors.pku.edu.cn": ("https://mirrors.pku.edu.cn/Help/Pypi", "2026-11-21"),
    "mirrors.sustech.edu.cn": ("https://mirrors.sustech.edu.cn/help/pypi.html", "2026-11-21"),
    "mirrors.tuna.tsinghua.edu.cn": ("https://mirrors.tuna.tsinghua.edu.cn/help/pypi/", "2026-11-21"),
    "mirrors.ustc.edu.cn": ("https://mirrors.ustc.edu.cn/help/pypi.html", "2026-11-21"),
    "mirrors.zju.edu.cn": ("https://mirrors.zju.edu.cn/docs/pypi/", "2026-11-21"),
    "pypi.doubanio.com": ("https://pypi.doubanio.com/simple", "2026-11-21"),
    "pypi.douban.com": ("https://pypi.doubanio.com/simple", "2026-11-21"),
    "pypi.mirrors.ustc.edu.cn": ("https://mirrors.ustc.edu.cn/help/pypi.html", "2026-11-21"),
    "pypi.org": ("https://docs.pypi.org/api/index-api/", "2026-11-21"),
    "pypi.python.org": ("https://docs.pypi.org/api/index-api/", "2026-11-21"),
    "pypi.tuna.tsinghua.edu.cn": ("https://mirrors.tuna.tsinghua.edu.cn/help/pypi/", "2026-11-21"),
    "repo.huaweicloud.com": ("https://mirrors.huaweicloud.com/home", "2026-11-21"),
    "www.piwheels.org": ("https://www.piwheels.org/faq.html", "2026-11-21"),
    "piwheels.org": ("https://www.piwheels.org/faq.html", "2026-11-21"),
}

# Indexes of makers of hardware and frameworks, with builds of their own distributions for one kind of device; nobody else uploads there.
VENDORS: dict[str, tuple[str, str]] = {
    "download.pytorch.org": ("https://pytorch.org/get-started/locally/", "2026-11-21"),
    "download-r2.pytorch.org": ("https://download.pytorch.org/whl/torch/", "2026-11-21"),
    "pypi.nvidia.com": ("https://docs.nvidia.com/cuda/cuda-quick-start-guide/index.html", "2026-11-21"),
    "pypi.ngc.nvidia.com": ("https://docs.nvidia.com/deeplearning/triton-inference-server/", "2026-11-21"),
    "pypi.jetson-ai-lab.dev": ("https://github.com/dusty-nv/jetson-containers", "2026-11-21"),
    "pypi.jetson-ai-lab.io": ("https://github.com/dusty-nv/jetson-containers", "2026-11-21"),
    "pytorch-extension.intel.com": ("https://intel.github.io/intel-extension-for-pytorch/", "2026-11-21"),
    "repo.amd.com": ("https://rocm.docs.amd.com/projects/install-on-linux/", "2026-11-21"),
    "repo.radeon.com": ("https://rocm.docs.amd.com/projects/install-on-linux/", "2026-11-21"),
    "data.pyg.org": ("https://pytorch-geometric.readthedocs.io/en/latest/install/installation.html", "2026-11-21"),
    "wheels.vllm.ai": ("https://docs.vllm.ai/en/latest/getting_started/installation/gpu.html", "2026-11-21"),
    "pip.repos.neuron.amazonaws.com": ("https://awsdocs-neuron.readthedocs-hosted.com/", "2026-11-21"),
}

# Addresses where projects of the public index put other builds of their own distributions: nightly ones, and those of another licence.
OWN_BUILDS: dict[str, tuple[str, str]] = {
    "https://pypi.anaconda.org/scientific-python-nightly-wheels": ("https://scientific-python.org/specs/spec-0004/", "2026-11-21"),
    "https://pypi.anaconda.org/scipy-wheels-nightly": ("https://scientific-python.org/specs/spec-0004/", "2026-11-21"),
    "https://www.riverbankcomputing.com/pypi": ("https://www.riverbankcomputing.com/software/pyqt/", "2026-11-21"),
}
