package dev.jftrace.record.attach;

import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.JvmSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes a recording of what stands in a buffer: of a JVM that goes on, or in the folder of one that was killed. */
public final class JvmExtract {
    private JvmExtract() {}

    /**
     * @param snapshot whether of the snapshot, and not of the buffer
     * @param beside the folder in which the recording keeps its temporary files
     */
    public static JvmRecording of(AttachedJvm jvm, boolean snapshot, Path beside) throws IOException {
        Path session = jvm.session()
                .orElseThrow(() -> new IOException("JVM " + jvm.pid() + " has recorded nothing: start it with 'jftrace"
                        + " start --jvm=" + jvm.pid() + " -p function_graph'"));
        Path taken = snapshot ? session.resolve("snapshot") : session;
        if (!Files.exists(taken.resolve("buffer"))) {
            throw new IOException("JVM " + jvm.pid() + " has no snapshot: take one with 'jftrace snapshot -s --jvm="
                    + jvm.pid() + "'");
        }
        return copied(taken, beside, JvmTexts.settings(jvm));
    }

    /** Of a JVM that is gone; empty if none of this pid left anything. */
    public static Optional<JvmRecording> ofLeft(String pid, Path beside) throws IOException {
        Optional<Path> session = LeftJvm.ofGone(pid).flatMap(LeftJvm::session);
        return session.isPresent() ? Optional.of(of(session.get(), beside)) : Optional.empty();
    }

    /** @param session a folder with a JVM's {@code buffer} and {@code functions} */
    public static JvmRecording of(Path session, Path beside) throws IOException {
        if (!Files.exists(session.resolve("buffer"))) {
            throw new IOException(session + ": expected the folder of a traced JVM, found no file 'buffer' in it");
        }
        JvmSettings settings =
                new JvmSettings("function_graph", List.of(), List.of(), 0, JvmSettings.DEFAULT_BUFFER_KB);
        return copied(session, beside, settings);
    }

    private static JvmRecording copied(Path session, Path beside, JvmSettings settings) throws IOException {
        JvmRecording recording = JvmRecording.of(beside, settings, new StandingJvm(session));
        try {
            recording.copy();
            return recording;
        } catch (IOException e) {
            recording.close();
            throw e;
        }
    }
}
