# syntax=docker/dockerfile:1
# Two images: `web` has no torch and no box; `worker` holds the pack, the graders and the locked room.

FROM python:3.12-slim-bookworm AS base
ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 \
    PATH=/opt/allclose/bin:$PATH ALLCLOSE_DATA=/data
# Not under a home directory: a room runs as a user of its own, who has to be able to read what is imported.
RUN python -m venv /opt/allclose && install -d -m 0700 /data
WORKDIR /src
COPY pyproject.toml constraints.txt README.md ./

FROM base AS web
RUN python -c "import re, tomllib; \
needs = tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies']; \
print(*(need for need in needs if re.match('[a-z-]+', need)[0] not in {'torch', 'numpy', 'ipython'}), sep='\n')" \
    > /tmp/needs.txt && pip install -c constraints.txt -r /tmp/needs.txt
COPY app app
COPY graders graders
COPY reference reference
RUN pip install --no-deps . && rm -rf /src
WORKDIR /
ENV ALLCLOSE_HOST=0.0.0.0
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=2)"]
CMD ["allclose", "web"]

FROM base AS worker
RUN pip install -c constraints.txt --extra-index-url https://download.pytorch.org/whl/cpu \
    "$(python -c "import tomllib; print(next(need for need in tomllib.load(open('pyproject.toml', 'rb'))['project']['dependencies'] if need.startswith('torch')))")"
COPY app app
COPY graders graders
COPY reference reference
RUN pip install -c constraints.txt . && rm -rf /src
WORKDIR /
# It refuses to start below this level, rather than run strangers' code behind fewer walls.
ENV ALLCLOSE_SANDBOX_FLOOR=container OMP_NUM_THREADS=1
CMD ["allclose", "worker"]
