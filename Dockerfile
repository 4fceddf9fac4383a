# Goodstanding in an image. Built in two stages: what builds is not in what runs.
#   docker build -t goodstanding .
FROM python:3.11-slim-bookworm AS build
WORKDIR /build
COPY requirements.txt ./
RUN python -m venv /opt/goodstanding \
    && /opt/goodstanding/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY src src
COPY rulebook rulebook
COPY mappings mappings
COPY sample sample
RUN /opt/goodstanding/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --create-home --home-dir /var/lib/goodstanding goodstanding
COPY --from=build /opt/goodstanding /opt/goodstanding
ENV PATH=/opt/goodstanding/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    GOODSTANDING_HOME=/var/lib/goodstanding \
    GOODSTANDING_DEVELOPMENT=no
USER 10001
WORKDIR /var/lib/goodstanding
VOLUME /var/lib/goodstanding
EXPOSE 8000 8025
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s \
    CMD ["python", "-c", "import os, urllib.request as u; u.urlopen(u.Request('http://127.0.0.1:8000/healthz', headers={'Host': os.environ.get('GOODSTANDING_HOSTS', 'localhost').split(',')[0]}), timeout=4)"]
ENTRYPOINT ["goodstanding"]
CMD ["serve", "--host", "0.0.0.0", "--no-worker"]
