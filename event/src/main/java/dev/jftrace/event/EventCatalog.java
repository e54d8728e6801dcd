package dev.jftrace.event;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;

/** All that decodes one trace: the formats by their ids, the functions, the printk strings, the tasks. */
public final class EventCatalog {
    /** Ids are 16 bits wide. */
    static final int MOST_ID = 0xffff;

    private static final byte[] NOTHING = {};

    private final ByteReader reader;
    private final int longSize;
    private final List<EventFormat> formats;
    private final EventFormat[] byId;
    private final CommonFields common;
    private final boolean commonWord;
    private final FunctionMap functions;
    private final PrintkFormats printks;
    private final TaskNames tasks;
    private final Btf btf;

    private EventCatalog(Builder builder) {
        reader = ByteReader.of(builder.order);
        longSize = builder.longSize;
        formats = new ArrayList<>();
        functions = FunctionMap.of(builder.functions);
        printks = PrintkFormats.parse(builder.printks);
        tasks = TaskNames.parse(builder.tasks);
        btf = Btf.parse(builder.btf, reader);
        for (FormatText text : builder.formats) {
            EventFormat format = FormatParser.parse(text.system, text.text, longSize);
            if (format != null) {
                formats.add(format);
            }
        }
        EventFormat blktrace = BlktraceFormat.after(formats, longSize);
        EventFormat[] told = byId(formats);
        if (blktrace != null && (blktrace.id() >= told.length || told[blktrace.id()] == null)) {
            formats.add(blktrace);
            told = byId(formats);
        }
        byId = told;
        common = commonFields(formats);
        commonWord = common.isWord(reader.order());
    }

    // Loops, here and wherever a report comes by on its way to the first line: to link a pipeline of streams takes 0.3
    // ms.
    private static EventFormat[] byId(List<EventFormat> formats) {
        int highest = -1;
        for (EventFormat format : formats) {
            highest = Math.max(highest, format.id());
        }
        EventFormat[] byId = new EventFormat[highest + 1];
        for (EventFormat format : formats) {
            byId[format.id()] = format;
        }
        return byId;
    }

    private static CommonFields commonFields(List<EventFormat> formats) {
        for (EventFormat format : formats) {
            if (format.field("common_type") != null) {
                return CommonFields.of(format);
            }
        }
        return CommonFields.usual();
    }

    private EventCatalog(EventCatalog shared) {
        reader = shared.reader;
        longSize = shared.longSize;
        formats = shared.formats;
        byId = shared.byId;
        common = shared.common;
        commonWord = shared.commonWord;
        functions = shared.functions.forThread();
        printks = shared.printks;
        tasks = shared.tasks;
        btf = shared.btf;
    }

    /**
     * The same catalog for another thread. It shares all that does not change, and the tasks, which stay with the
     * thread that reads the stream: others know them by {@link TraceEvent#comm()}.
     */
    public EventCatalog forThread() {
        return new EventCatalog(this);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** In the order of the trace, after them blktrace, which no trace tells. */
    public List<EventFormat> formats() {
        return Collections.unmodifiableList(formats);
    }

    /** @return null if no format has the id */
    public EventFormat format(int id) {
        return id >= 0 && id < byId.length ? byId[id] : null;
    }

    /** @return null if the system has no such event */
    public EventFormat find(String system, String name) {
        for (EventFormat format : formats) {
            if (format.name().equals(name) && format.system().equals(system)) {
                return format;
            }
        }
        return null;
    }

    public FunctionMap functions() {
        return functions;
    }

    public PrintkFormats printks() {
        return printks;
    }

    /** Learns names while events are printed, so it belongs to one reader at a time. */
    public TaskNames tasks() {
        return tasks;
    }

    /** Says what the arguments of functions are. */
    public Btf btf() {
        return btf;
    }

    public ByteOrder byteOrder() {
        return reader.order();
    }

    public ByteReader reader() {
        return reader;
    }

    /** Bytes of a long, and of a pointer, of the traced kernel. */
    public int longSize() {
        return longSize;
    }

    CommonFields common() {
        return common;
    }

    /** Whether all records begin with eight bytes of type, flags, preempt count and pid, as nearly every kernel's do. */
    public boolean hasCommonWord() {
        return commonWord;
    }

    private record FormatText(String system, byte[] text) {}

    /**
     * Takes the texts that a trace carries. A format that can't be understood is kept, and its events are shown
     * as such.
     */
    public static final class Builder {
        private final List<FormatText> formats = new ArrayList<>();
        private ByteOrder order = ByteOrder.LITTLE_ENDIAN;
        private int longSize = Long.BYTES;
        private Supplier<byte[]> functions = () -> NOTHING;
        private byte[] printks = NOTHING;
        private byte[] tasks = NOTHING;
        private byte[] btf = NOTHING;

        private Builder() {}

        public Builder byteOrder(ByteOrder traced) {
            order = traced;
            return this;
        }

        /** @param bytes 4 or 8, of the traced kernel */
        public Builder longSize(int bytes) {
            longSize = bytes;
            return this;
        }

        /** A format of the system {@code ftrace}. */
        public Builder ftraceFormat(byte[] text) {
            return format("ftrace", text);
        }

        public Builder format(String system, byte[] text) {
            formats.add(new FormatText(system, text));
            return this;
        }

        public Builder functions(byte[] kallsyms) {
            return functions(() -> kallsyms);
        }

        /** @param kallsyms asked once, by the first thread that wants to know a function; or never */
        public Builder functions(Supplier<byte[]> kallsyms) {
            functions = kallsyms;
            return this;
        }

        public Builder printks(byte[] printkFormats) {
            printks = printkFormats;
            return this;
        }

        public Builder tasks(byte[] savedCmdlines) {
            tasks = savedCmdlines;
            return this;
        }

        /** @param vmlinux the kernel's type information */
        public Builder btf(byte[] vmlinux) {
            btf = vmlinux;
            return this;
        }

        public EventCatalog build() {
            return new EventCatalog(this);
        }
    }
}
