package dev.jftrace.record.jvm;

import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventField;
import dev.jftrace.event.EventFormat;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Which ids a lane's events have and where their fields stand: as {@link JvmFormats} says or, in a file that holds a kernel's
 * events too, as that kernel says, because an id has one format per file, and readers know function_graph's events by name.
 */
final class JvmLayout {
    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final String SYSTEM = "ftrace";

    final Event function;
    final Event entry;
    final Event exit;

    /** Null where the kernel has none. */
    final Event print;

    private final boolean values;

    private JvmLayout(EventCatalog catalog, String name, boolean values) throws IOException {
        this.values = values;
        function = Event.of(catalog, name, "function", "ip", "parent_ip");
        entry = Event.of(catalog, name, "funcgraph_entry", "func", "depth", JvmFormats.ARGUMENTS_FIELD);
        exit = Event.of(
                catalog,
                name,
                "funcgraph_exit",
                "func",
                "depth",
                "calltime",
                "rettime",
                "kind",
                JvmFormats.RESULT_FIELD,
                "retval");
        print = catalog.find(SYSTEM, "print") == null ? null : Event.of(catalog, name, "print", "ip");
    }

    /** That of a file of JVMs only. @param values whether calls have fields for their arguments and results */
    static JvmLayout own(boolean values) throws IOException {
        return new JvmLayout(catalog(JvmFormats.ftraceFormats(values)), "the JVM's events", values);
    }

    /** That of a file with this kernel's events: its calls have no fields for a JVM's values. */
    static JvmLayout ofKernel(TraceMetadata kernel) throws IOException {
        return new JvmLayout(catalog(kernel.ftraceFormats()), "this kernel's events/ftrace", false);
    }

    /** Whether calls have fields for their arguments and results. */
    boolean hasValues() {
        return values;
    }

    /** Bytes that a text takes behind the fields, with the 0 at its end. */
    static int room(byte[] text) {
        return text.length == 0 ? 0 : text.length + 1;
    }

    private static EventCatalog catalog(List<byte[]> formats) {
        EventCatalog.Builder builder = EventCatalog.builder()
                .byteOrder(ByteOrder.LITTLE_ENDIAN)
                .longSize(Long.BYTES)
                .functions(new byte[0])
                .printks(new byte[0])
                .tasks(new byte[0]);
        formats.forEach(builder::ftraceFormat);
        return builder.build();
    }

    /** One event: its id, its length in bytes, and its fields in the order in which they were asked for. */
    static final class Event {
        private final int id;
        private final int length;
        private final Field type;
        private final Field pid;
        private final Field[] fields;

        private Event(int id, int length, Field type, Field pid, Field[] fields) {
            this.id = id;
            this.length = length;
            this.type = type;
            this.pid = pid;
            this.fields = fields;
        }

        static Event of(EventCatalog catalog, String file, String name, String... fields) throws IOException {
            EventFormat format = catalog.find(SYSTEM, name);
            if (format == null) {
                throw new IOException(file + ": there is no " + SYSTEM + ":" + name
                        + ", as which a JVM's calls could stand beside the kernel's");
            }
            int length = 0;
            for (EventField field : format.fields()) {
                length = Math.max(length, field.offset() + field.size());
            }
            Field[] found = new Field[fields.length];
            for (int i = 0; i < fields.length; i++) {
                found[i] = Field.of(format.field(fields[i]));
            }
            Field pid = Field.of(format.field("common_pid"));
            return new Event(format.id(), length, Field.of(format.field("common_type")), pid, found);
        }

        int length() {
            return length;
        }

        /** All fields but the common ones are 0 after it. */
        void begin(byte[] page, int at, int task) {
            Arrays.fill(page, at, at + length, (byte) 0);
            type.put(page, at, id);
            pid.put(page, at, task);
        }

        /**
         * A __data_loc field: where the text begins, and in the upper half its length with the 0 behind it. Without a text that is the
         * byte of the flags, which is 0: so such an event is no longer.
         */
        void putText(byte[] page, int at, int field, byte[] text) {
            if (text.length == 0) {
                put(page, at, field, 1 << Short.SIZE | type.offset() + Short.BYTES);
            } else {
                put(page, at, field, text.length + 1 << Short.SIZE | length);
                putRest(page, at, text);
            }
        }

        /** A text behind all fields, with a 0 at its end. */
        void putRest(byte[] page, int at, byte[] text) {
            System.arraycopy(text, 0, page, at + length, text.length);
            page[at + length + text.length] = 0;
        }

        /** @param field counted as they were asked for; one that the format lacks is left out */
        void put(byte[] page, int at, int field, long value) {
            fields[field].put(page, at, value);
        }
    }

    /** @param size bytes; 0 for a field that the format lacks */
    private record Field(int offset, int size) {
        static Field of(EventField field) {
            return field == null ? new Field(0, 0) : new Field(field.offset(), field.size());
        }

        void put(byte[] page, int at, long value) {
            switch (size) {
                case Long.BYTES -> LONGS.set(page, at + offset, value);
                case Integer.BYTES -> INTS.set(page, at + offset, (int) value);
                case Short.BYTES -> SHORTS.set(page, at + offset, (short) value);
                case Byte.BYTES -> page[at + offset] = (byte) value;
                default -> {
                    // not in this format
                }
            }
        }
    }
}
