package dev.jftrace.record.jvm;

import java.io.IOException;
import java.nio.file.Path;

/** Takes what a JVM records out of its buffer as it comes, and makes events of it at once. */
public final class JvmFollower implements AutoCloseable {
    /** A hook may be interrupted between its stamp and its store: what is younger than this is left for the next look. */
    private static final long LATE_NS = 20_000_000;

    private final LivePages pages = new LivePages();
    private final JvmSource source;

    private JvmFollower(Path session, JvmSettings settings) throws IOException {
        source = JvmSource.open(
                session,
                0,
                settings,
                new Lanes(pages, JvmLayout.own(settings.recordsValues() || JvmFunctions.tellOfValues(session))));
        if (source == null) {
            throw new IOException(session + ": the JVM is still making its buffer");
        }
    }

    public static JvmFollower of(Path session, JvmSettings settings) throws IOException {
        return new JvmFollower(session, settings);
    }

    /** Shows what came since the last time, up to a short while ago. */
    public void next(LiveView view) throws IOException {
        source.drain(System.nanoTime() - LATE_NS);
        source.update();
        source.lanes().flush();
        view.show(0, pages.take(source.catalog()));
    }

    @Override
    public void close() {
        source.close();
    }
}
