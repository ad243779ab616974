# The image of Tocsin, made of the release tarball: npm run release && docker build --tag tocsin .
FROM debian:bookworm-slim AS unpacked
ARG TARGETARCH=amd64
COPY dist/ /dist/
RUN mkdir /opt/tocsin \
  && arch=$([ "$TARGETARCH" = amd64 ] && echo x64 || echo "$TARGETARCH") \
  && tar -xzf /dist/tocsin-*-linux-"$arch".tar.gz -C /opt/tocsin --strip-components=1

FROM debian:bookworm-slim
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates \
  && rm -rf /var/lib/apt/lists/* \
  && groupadd --system --gid 10001 tocsin \
  && useradd --system --uid 10001 --gid 10001 --home-dir /var/lib/tocsin --shell /usr/sbin/nologin tocsin \
  && install --directory --owner=10001 --group=10001 --mode=0700 /var/lib/tocsin
COPY --from=unpacked /opt/tocsin /opt/tocsin
ENV PATH=/opt/tocsin/bin:$PATH APP_HOST=0.0.0.0 APP_PORT=5001 DATA_DIR=/var/lib/tocsin NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt
USER 10001:10001
WORKDIR /var/lib/tocsin
VOLUME /var/lib/tocsin
EXPOSE 5001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["tocsin", "health"]
ENTRYPOINT ["tocsin"]
CMD ["serve"]
