package dev.jftrace.record.attach;

import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.JvmSettings;
import dev.jftrace.record.jvm.TracedJvms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Records one running JVM. When that ends the program is as it was before. */
public final class AttachedRecording implements TracedJvms {
    private final AttachedJvm jvm;
    private final Path session;
    private boolean left;

    private AttachedRecording(AttachedJvm jvm) throws IOException {
        this.jvm = jvm;
        this.session = jvm.session().orElse(null);
    }

    /**
     * Begins.
     *
     * @param beside the folder in which the recording keeps its temporary files: there must be room for the trace
     * @throws IOException in words; the program is then as it was
     */
    public static JvmRecording begin(Path beside, JvmSettings settings, RunningJvm target) throws IOException {
        AttachedJvm jvm = AttachedJvm.to(target);
        try {
            take(jvm);
        } catch (IOException e) {
            jvm.close();
            throw e;
        }
        try {
            set(jvm, settings);
            return JvmRecording.of(beside, settings, new AttachedRecording(jvm));
        } catch (IOException e) {
            leave(jvm);
            throw e;
        }
    }

    /** Holds the file that one recorder can hold, so that the agent notices when this one dies. */
    private static void take(AttachedJvm jvm) throws IOException {
        jvm.socket().ask("open", "recorder");
        byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8);
        jvm.socket().ask("write", "recorder", pid);
        String tracer = jvm.read("current_tracer");
        if (!tracer.equals("nop")) {
            jvm.socket().ask("close", "recorder");
            throw new IOException("JVM " + jvm.pid() + " is being traced (" + tracer
                    + "): take what it has with 'jftrace" + " extract --jvm=" + jvm.pid()
                    + "', or end that with 'jftrace reset --jvm=" + jvm.pid() + "'");
        }
    }

    private static void set(AttachedJvm jvm, JvmSettings settings) throws IOException {
        jvm.write("buffer_size_kb", Integer.toString(settings.bufferKb()));
        jvm.write("max_graph_depth", Integer.toString(settings.maxGraphDepth()));
        jvm.replace("set_ftrace_notrace", String.join("\n", settings.notraces()));
        jvm.replace("set_ftrace_filter", String.join("\n", settings.filters()));
        jvm.write("options/overwrite", "0");
        jvm.write("tracing_on", "1");
        jvm.write("current_tracer", settings.tracer());
    }

    private static void leave(AttachedJvm jvm) throws IOException {
        try {
            jvm.detach();
        } catch (IOException e) {
            if (jvm.isAlive()) {
                throw e;
            }
        } finally {
            jvm.close();
        }
    }

    @Override
    public List<Path> folders() {
        return session == null ? List.of() : List.of(session);
    }

    @Override
    public boolean isRunning() {
        return jvm.isAlive();
    }

    @Override
    public void stop() throws IOException {
        try {
            jvm.write("tracing_on", "0");
        } catch (IOException e) {
            if (jvm.isAlive()) {
                throw e;
            }
        }
    }

    @Override
    public void leave() throws IOException {
        if (!left) {
            left = true;
            leave(jvm);
        }
    }
}
