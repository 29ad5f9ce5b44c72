package id.jipmonitor.server.store.influx;

import id.jipmonitor.server.store.StoreException;
import id.jipmonitor.server.store.StoreSettings.Influx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.ConnectionPool;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.jspecify.annotations.Nullable;

/** How requests travel: limits in time, whom to trust, compression, and refusals told with their status. */
final class Wire {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    private static final Duration ANSWER = Duration.ofSeconds(15);
    private static final int IDLE_CONNECTIONS = 8;
    private static final long LONGEST_REASON = 2_000;

    private Wire() {}

    static OkHttpClient.Builder client(Influx settings) {
        OkHttpClient.Builder http = new OkHttpClient.Builder()
                .connectTimeout(CONNECT)
                .readTimeout(ANSWER)
                .writeTimeout(ANSWER)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                .addInterceptor(Wire::exchange);
        settings.authorities().ifPresent(file -> trust(file, http));
        return http;
    }

    /** The client hides the status of a refusal, and compresses harder than a fast network is worth. */
    private static Response exchange(Interceptor.Chain chain) throws IOException {
        Request request = chain.request();
        RequestBody body = request.body();
        if (body == null || !request.url().encodedPath().endsWith("/write")) {
            return chain.proceed(request);
        }
        Response response = chain.proceed(request.newBuilder()
                .header("Content-Encoding", "gzip")
                .post(new Compressed(body))
                .build());
        if (response.isSuccessful()) {
            return response;
        }
        try (response;
                ResponseBody reason = response.peekBody(LONGEST_REASON)) {
            throw new RefusedException(response.code(), reason.string().strip());
        }
    }

    private static void trust(Path authorities, OkHttpClient.Builder http) {
        try (InputStream in = Files.newInputStream(authorities)) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int count = 0;
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + count++, each);
            }
            if (count == 0) {
                throw new StoreException(
                        "store.authorities " + authorities + ": expected certificates in PEM. Found: none");
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            for (TrustManager each : managers.getTrustManagers()) {
                if (each instanceof X509TrustManager manager) {
                    SSLContext context = SSLContext.getInstance("TLS");
                    context.init(null, new TrustManager[] {manager}, null);
                    http.sslSocketFactory(context.getSocketFactory(), manager);
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new StoreException(
                    "store.authorities " + authorities + ": expected certificates in PEM. Found: " + e, e);
        }
    }

    /** A body in gzip, fast. */
    private static final class Compressed extends RequestBody {
        private final RequestBody plain;

        Compressed(RequestBody plain) {
            this.plain = plain;
        }

        @Override
        public @Nullable MediaType contentType() {
            return plain.contentType();
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            GzipSink gzip = new GzipSink(sink);
            gzip.deflater().setLevel(Deflater.BEST_SPEED);
            try (BufferedSink compressing = Okio.buffer(gzip)) {
                plain.writeTo(compressing);
            }
        }
    }
}
