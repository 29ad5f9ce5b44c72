package id.jipmonitor.server.ingest;

import io.netty.handler.ssl.SslContext;
import java.util.function.Supplier;

/** A listener's certificates as last read; connections that are open keep theirs. */
public final class CurrentTls implements Supplier<SslContext> {
    private final Supplier<SslContext> reader;
    private volatile SslContext current;

    /** Reads at once; what the reader throws comes through. */
    public CurrentTls(Supplier<SslContext> reader) {
        this.reader = reader;
        this.current = reader.get();
    }

    @Override
    public SslContext get() {
        return current;
    }

    /** Reads anew for the connections to come; when the reader throws, the former ones stay. */
    public void reload() {
        current = reader.get();
    }
}
