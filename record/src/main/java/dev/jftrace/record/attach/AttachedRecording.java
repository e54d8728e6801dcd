package dev.jftrace.record.attach;

import dev.jftrace.record.jvm.JvmRecording;
import dev.jftrace.record.jvm.JvmSettings;
import dev.jftrace.record.jvm.TracedJvms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Records one running JVM: while a command runs, or until it is told to end. Then the program is as it was before. */
public final class AttachedRecording implements TracedJvms {
    private final AttachedJvm jvm;
    private final Path session;
    private final Process command;
    private final CountDownLatch ended = new CountDownLatch(1);

    private AttachedRecording(AttachedJvm jvm, Process command) throws IOException {
        this.jvm = jvm;
        this.session = jvm.session().orElse(null);
        this.command = command;
    }

    /**
     * Begins.
     *
     * @param command is run meanwhile; none to go on until {@link #end}
     * @throws IOException in words; the program is then as it was
     */
    public static JvmRecording start(Path beside, JvmSettings settings, RunningJvm target, List<String> command)
            throws IOException {
        AttachedJvm jvm = AttachedJvm.to(target);
        try {
            take(jvm);
        } catch (IOException e) {
            jvm.close();
            throw e;
        }
        try {
            set(jvm, settings);
            Process process = command.isEmpty()
                    ? null
                    : new ProcessBuilder(command).inheritIO().start();
            return JvmRecording.of(beside, settings, new AttachedRecording(jvm, process));
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
            throw new IOException("JVM " + jvm.pid() + " is being traced (" + tracer + "): take what it has with 'jftrace"
                    + " extract --jvm=" + jvm.pid() + "', or end that with 'jftrace reset --jvm=" + jvm.pid() + "'");
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
    public List<Path> folders() throws IOException {
        return session == null ? List.of() : List.of(session);
    }

    @Override
    public boolean isRunning() {
        return ended.getCount() > 0 && jvm.isAlive() && (command == null || command.isAlive());
    }

    @Override
    public void await(long ms) throws InterruptedException {
        if (command == null) {
            ended.await(ms, TimeUnit.MILLISECONDS);
        } else {
            command.waitFor(ms, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void end() {
        ended.countDown();
    }

    @Override
    public void stop() throws IOException {
        if (jvm.isAlive()) {
            try {
                jvm.write("tracing_on", "0");
            } catch (IOException e) {
                if (jvm.isAlive()) {
                    throw e;
                }
            }
        }
    }

    @Override
    public int leave() throws IOException, InterruptedException {
        leave(jvm);
        if (command == null) {
            return 0;
        }
        if (ended.getCount() == 0 && !command.waitFor(1, TimeUnit.SECONDS)) {
            command.destroy();
        }
        return command.waitFor();
    }

    @Override
    public Optional<Path> agentError() {
        return Optional.empty();
    }
}
