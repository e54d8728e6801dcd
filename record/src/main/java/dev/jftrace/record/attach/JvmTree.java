package dev.jftrace.record.attach;

import dev.jftrace.record.jvm.JvmEventFormats;
import dev.jftrace.tracefs.ControlTree;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The control files of a traced JVM. Its agent serves most of them; what shows records ({@code trace}, {@code trace_pipe},
 * {@code snapshot}) is made here, from the mapped buffer, so that the program never pays for the making of text.
 */
public final class JvmTree implements ControlTree, AutoCloseable {
    private final AttachedJvm jvm;
    private final JvmTexts texts;
    private final JvmEventFiles events;
    private final JvmLaneFiles lanes;

    private JvmTree(AttachedJvm jvm) {
        this.jvm = jvm;
        this.texts = new JvmTexts(jvm);
        this.events = new JvmEventFiles(jvm);
        this.lanes = new JvmLaneFiles(texts);
    }

    /** Of a JVM; its agent is brought in if it is not there. */
    public static JvmTree of(RunningJvm jvm) throws IOException {
        return new JvmTree(AttachedJvm.to(jvm));
    }

    /**
     * Of a JVM that is traced.
     *
     * @throws IOException if the agent is not in it
     */
    public static JvmTree traced(RunningJvm jvm) throws IOException {
        return new JvmTree(AttachedJvm.traced(jvm));
    }

    AttachedJvm jvm() {
        return jvm;
    }

    /** The program becomes as it was before the agent came. */
    public void detach() throws IOException {
        jvm.detach();
        jvm.close();
    }

    /** If the agent came for this tree, and nothing is traced, it goes. */
    public void leave() throws IOException {
        if (jvm.isNew() && jvm.read("current_tracer").equals("nop")) {
            jvm.detach();
        }
        jvm.close();
    }

    @Override
    public String describe(String name) {
        return "JVM " + jvm.pid() + ": " + name;
    }

    @Override
    public boolean exists(String name) {
        int slash = name.lastIndexOf('/');
        try {
            List<String> names = names(slash < 0 ? "" : name.substring(0, slash));
            String last = name.substring(slash + 1);
            return names.contains(last) || names.contains(last + "/");
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public List<String> names(String folder) throws IOException {
        TreeSet<String> names = new TreeSet<>(JvmEventFormats.names(folder));
        names.addAll(texts.names(folder));
        names.addAll(events.names(folder));
        names.addAll(lanes.names(folder));
        try {
            names.addAll(List.of(jvm.connection().ask("list", folder).split("\n")));
        } catch (ControlRefusedException e) {
            if (names.isEmpty()) {
                throw e;
            }
        }
        return new ArrayList<>(names);
    }

    @Override
    public InputStream open(String name) throws IOException {
        String format = JvmEventFormats.read(name);
        if (format != null) {
            return new ByteArrayInputStream(format.getBytes(StandardCharsets.UTF_8));
        }
        if (texts.has(name)) {
            return texts.open(name);
        }
        String text = events.has(name)
                ? events.read(name)
                : lanes.has(name) ? lanes.read(name) : jvm.connection().ask("read", name);
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void write(String name, byte[] bytes, boolean truncate) throws IOException {
        if (events.has(name)) {
            events.write(name, bytes, truncate);
        } else {
            jvm.connection().write(name, bytes, truncate);
        }
    }

    @Override
    public void writeTokens(String name, List<String> lines, boolean truncate) throws IOException {
        if (events.has(name)) {
            events.write(name, String.join("", lines).getBytes(StandardCharsets.UTF_8), truncate);
        } else {
            jvm.connection().writeEach(name, lines, truncate);
        }
    }

    @Override
    public void makeFolder(String name) throws IOException {
        throw new ControlRefusedException("EPERM", "a JVM has one instance only");
    }

    @Override
    public void removeFolder(String name) throws IOException {
        throw new ControlRefusedException("EPERM", "a JVM has one instance only");
    }

    @Override
    public void close() throws IOException {
        jvm.close();
    }
}
