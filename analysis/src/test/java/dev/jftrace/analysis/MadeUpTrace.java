package dev.jftrace.analysis;

import dev.jftrace.analysis.report.FakeCpu;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A trace of two CPUs for tests: made formats, and records as they are wanted. */
public final class MadeUpTrace {
    private static final String COMMON = "\tfield:unsigned short common_type;\toffset:0;\tsize:2;\tsigned:0;\n"
            + "\tfield:unsigned char common_flags;\toffset:2;\tsize:1;\tsigned:0;\n"
            + "\tfield:unsigned char common_preempt_count;\toffset:3;\tsize:1;\tsigned:0;\n"
            + "\tfield:int common_pid;\toffset:4;\tsize:4;\tsigned:1;\n\n";

    private final EventCatalog.Builder builder = EventCatalog.builder();
    private final FakeCpu[] cpus = {new FakeCpu(0), new FakeCpu(1)};

    /** @param fields such as {@code u32 a@8:4}, or signed {@code int a@8:4s} */
    public MadeUpTrace format(String system, String name, int id, String printFmt, String... fields) {
        StringBuilder text = new StringBuilder("name: " + name + "\nID: " + id + "\nformat:\n" + COMMON);
        for (String field : fields) {
            String[] parts = field.split("@");
            String[] place = parts[1].replace("s", "").split(":");
            text.append("\tfield:" + parts[0] + ";\toffset:" + place[0] + ";\tsize:" + place[1] + ";\tsigned:"
                    + (parts[1].endsWith("s") ? 1 : 0) + ";\n");
        }
        builder.format(system, bytes(text + "\nprint fmt: " + printFmt + "\n"));
        return this;
    }

    public MadeUpTrace functions(String kallsyms) {
        builder.functions(bytes(kallsyms));
        return this;
    }

    public MadeUpTrace tasks(String cmdlines) {
        builder.tasks(bytes(cmdlines));
        return this;
    }

    public MadeUpTrace event(int cpu, long ns, ByteBuffer record) {
        return event(cpu, ns, record, 0);
    }

    public MadeUpTrace event(int cpu, long ns, ByteBuffer record, long missed) {
        cpus[cpu].add(ns, record.array(), missed);
        return this;
    }

    public EventCatalog catalog() {
        return builder.build();
    }

    public EventStream stream() {
        return EventStream.of(catalog(), List.of(cpus));
    }

    /** The start of a record: its common fields, little endian. */
    public static ByteBuffer record(int id, int pid, int size) {
        return record(id, 0, pid, size);
    }

    public static ByteBuffer record(int id, int flags, int pid, int size) {
        ByteBuffer record = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        return record.putShort((short) id).put((byte) flags).put((byte) 0).putInt(pid);
    }

    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
