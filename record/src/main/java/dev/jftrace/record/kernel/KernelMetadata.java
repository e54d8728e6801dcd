package dev.jftrace.record.kernel;

import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.tracefs.ControlFile;
import dev.jftrace.tracefs.EventName;
import dev.jftrace.tracefs.Instance;
import dev.jftrace.tracefs.Tracefs;
import dev.jftrace.tracefs.TracefsException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads what a kernel's events need to be decoded. */
public final class KernelMetadata {
    private static final Path KALLSYMS = Path.of("/proc/kallsyms");
    private static final Path BTF = Path.of("/sys/kernel/btf/vmlinux");
    private static final String FTRACE = "ftrace";

    private final Tracefs tracefs;
    private final Path kallsyms;
    private final Map<String, Set<String>> wanted = new TreeMap<>();
    private boolean all;
    private boolean btf;

    KernelMetadata(Tracefs tracefs) {
        this(tracefs, KALLSYMS);
    }

    private KernelMetadata(Tracefs tracefs, Path kallsyms) {
        this.tracefs = tracefs;
        this.kallsyms = kallsyms;
    }

    /** What decodes every event of a kernel, by its tracefs or a copy of that. */
    public static TraceMetadata ofAll(Tracefs tracefs, Path kallsyms) throws IOException {
        KernelMetadata reading = new KernelMetadata(tracefs, kallsyms);
        reading.wantAll();
        return reading.read();
    }

    /** The formats of the events that are on in this instance will be read. To be told before they are off. */
    void want(Instance instance) throws TracefsException {
        for (EventName event : instance.events().enabled()) {
            wanted.computeIfAbsent(event.system(), name -> new TreeSet<>()).add(event.event());
        }
        btf |= isOn(instance, "func-args") || isOn(instance, "funcgraph-args");
    }

    private static boolean isOn(Instance instance, String option) throws TracefsException {
        return instance.options().exists(option) && instance.options().isOn(option);
    }

    /** The formats of all events will be read. */
    void wantAll() {
        all = true;
    }

    TraceMetadata read() throws IOException {
        return TraceMetadata.builder()
                .headers(text("events/header_page"), text("events/header_event"))
                .ftraceFormats(formats(FTRACE, tracefs.top().events().events(FTRACE)))
                .systems(systems())
                .functions(Files.isReadable(kallsyms) ? bytes(kallsyms) : new byte[0])
                .printks(text("printk_formats"))
                .tasks(text("saved_cmdlines"))
                .btf(btf ? runningBtf() : new byte[0])
                .build();
    }

    /** The running kernel's type information, in this machine's byte order; empty if it has none, or not for us. */
    public static byte[] runningBtf() throws IOException {
        return Files.isReadable(BTF) ? bytes(BTF) : new byte[0];
    }

    private List<EventSystem> systems() throws TracefsException {
        List<EventSystem> systems = new ArrayList<>();
        for (String system : all ? tracefs.top().events().systems() : wanted.keySet()) {
            if (!system.equals(FTRACE)) {
                var events = all ? tracefs.top().events().events(system) : wanted.get(system);
                systems.add(new EventSystem(system, formats(system, events)));
            }
        }
        return systems;
    }

    private List<byte[]> formats(String system, Iterable<String> events) throws TracefsException {
        List<byte[]> formats = new ArrayList<>();
        for (String event : events) {
            ControlFile format = tracefs.file("events/" + system + "/" + event + "/format");
            if (format.exists()) {
                formats.add(format.bytes());
            }
        }
        return formats;
    }

    private byte[] text(String name) throws TracefsException {
        ControlFile file = tracefs.file(name);
        return file.exists() ? file.bytes() : new byte[0];
    }

    private static byte[] bytes(Path file) throws IOException {
        // Not by Files: it trusts the file's size, which is 0.
        try (InputStream in = new FileInputStream(file.toFile())) {
            return in.readAllBytes();
        }
    }
}
