package dev.jftrace.dat;

import dev.jftrace.dat.format.Compression;
import dev.jftrace.dat.format.CpuRegion;
import dev.jftrace.dat.format.EventSystem;
import dev.jftrace.dat.format.OptionList;
import dev.jftrace.dat.format.TraceMetadata;
import dev.jftrace.dat.format.TraceOption;
import dev.jftrace.dat.format.TraceSections;
import dev.jftrace.dat.io.BufferRegion;
import dev.jftrace.dat.io.TextRegion;
import dev.jftrace.dat.io.TraceChannel;
import dev.jftrace.dat.io.TraceContents;
import dev.jftrace.dat.io.TraceHeader;
import dev.jftrace.dat.io.TraceInput;
import dev.jftrace.dat.v6.V6Reader;
import dev.jftrace.dat.v7.V7Reader;
import dev.jftrace.event.EventCatalog;
import dev.jftrace.event.EventStream;
import dev.jftrace.event.PageHeader;
import dev.jftrace.event.TraceClock;
import dev.jftrace.event.TraceCorruptException;
import dev.jftrace.event.TraceTooOldException;
import dev.jftrace.ring.SubBufferLayout;
import dev.jftrace.ring.SubBufferReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A trace.dat of version 6 or 7, open for reading. Its metadata are in memory, its events are read as cursors ask for
 * them. Threads may share it; each cursor is for one.
 */
public final class TraceFile implements Closeable {
    /** Not {@link Comparator#comparingLong}: what that makes no AOT cache keeps, and making it takes 10 ms of a start. */
    private static final Comparator<CpuRegion> BY_OFFSET = (a, b) -> Long.compare(a.offset(), b.offset());

    private final TraceChannel channel;
    private final TraceHeader header;
    private final TraceContents contents;
    private final List<TraceOption> options;
    private final TimestampCorrection correction;
    private final List<TraceBuffer> buffers;
    private final Object functionsRead = new Object();
    private byte[] functions;
    private TraceCorruptException functionsFault;
    private byte[] moreFunctions = {};
    private EventCatalog catalog;

    private TraceFile(TraceChannel channel, TraceHeader header, TraceContents contents) throws IOException {
        this.channel = channel;
        this.header = header;
        this.contents = contents;
        options = contents.options();
        correction = TimestampCorrection.of(options);
        buffers = buffersOf(contents);
    }

    /**
     * @throws TraceCorruptException if this is not a trace.dat, or a damaged one; events that are damaged or cut off
     *     are found by the cursor that comes to them
     * @throws dev.jftrace.event.TraceTooNewException for a version or a compression that is not known yet
     * @throws TraceTooOldException for a version before 6, or a trace of a kernel before 2.6.31
     */
    public static TraceFile open(Path path) throws IOException {
        return open(path, V7Reader::read);
    }

    /**
     * Opens a trace as {@link #open} does, and a damaged one as far as it can be: a version 7 file whose tail was cut,
     * or that was never finished, gives the sections that are left. What is wrong is in {@link #faults()}.
     *
     * @throws TraceCorruptException if nothing is left that events could be decoded with
     */
    public static TraceFile salvage(Path path) throws IOException {
        return open(path, V7Reader::salvage);
    }

    /**
     * Opens a trace as {@link #salvage} does, for its events: the names of functions, which are most of what is to be read of
     * many files, are read when an event or somebody else asks for one. If they are damaged, the trace has none, and
     * {@link #faults()} tells.
     *
     * @throws TraceCorruptException as {@link #salvage}
     */
    public static TraceFile salvageEvents(Path path) throws IOException {
        return open(path, V7Reader::salvageEvents);
    }

    /** How the sections of version 7 are read. */
    private interface SectionsReader {
        TraceContents read(TraceChannel channel, TraceHeader header, TraceInput in) throws IOException;
    }

    private static TraceFile open(Path path, SectionsReader sections) throws IOException {
        TraceChannel channel = TraceChannel.open(path);
        try {
            TraceInput in = TraceInput.of(channel, 0, ByteOrder.LITTLE_ENDIAN);
            TraceHeader header = TraceHeader.read(in);
            TraceContents contents =
                    header.version() == 6 ? V6Reader.read(channel, header, in) : sections.read(channel, header, in);
            return new TraceFile(channel, header, contents);
        } catch (Throwable t) {
            channel.close();
            throw t;
        }
    }

    private List<TraceBuffer> buffersOf(TraceContents contents) throws IOException {
        checkApart(contents.buffers());
        List<TraceBuffer> buffers = new ArrayList<>();
        for (BufferRegion region : contents.buffers()) {
            String clock = region.clock().isEmpty() ? optionClock() : region.clock();
            buffers.add(new TraceBuffer(
                    channel,
                    region,
                    layout(region.subBufferSize()),
                    TraceClock.parse(clock).name(),
                    correction));
        }
        return List.copyOf(buffers);
    }

    /**
     * The memory that cursors take is bounded by the file's size, but only as long as no byte belongs to two of them.
     */
    private void checkApart(List<BufferRegion> buffers) throws TraceCorruptException {
        List<CpuRegion> regions = new ArrayList<>();
        for (BufferRegion buffer : buffers) {
            for (CpuRegion cpu : buffer.cpus()) {
                if (cpu.size() != 0) {
                    regions.add(cpu);
                }
            }
        }
        regions.sort(BY_OFFSET);
        long end = 0;
        for (CpuRegion region : regions) {
            if (region.offset() < end || region.size() < 0 || region.offset() + region.size() < 0) {
                throw new TraceCorruptException(
                        name(),
                        region.offset(),
                        "expected the " + Long.toUnsignedString(region.size()) + " bytes of CPU " + region.cpu()
                                + " behind those of another, which end at byte " + end);
            }
            end = region.offset() + region.size();
        }
    }

    private SubBufferLayout layout(int size) throws IOException {
        byte[] headerPage = contents.metadata().headerPage();
        if (headerPage.length == 0) {
            throw new TraceTooOldException(
                    name(), header.end(), "expected a header_page, found none: a kernel before 2.6.31 wrote this");
        }
        SubBufferLayout layout = PageHeader.parse(headerPage, header.order(), size);
        if (!SubBufferReader.isReadable(layout)) {
            throw new TraceCorruptException(
                    name(), header.end(), "expected a header_page that can be, found " + layout);
        }
        return layout;
    }

    private String optionClock() {
        for (TraceOption option : options) {
            if (option instanceof TraceOption.TraceClock clock) {
                return clock.text();
            }
        }
        return "";
    }

    /** As it was opened. */
    public String name() {
        return channel.name();
    }

    /** Bytes. */
    public long size() {
        return channel.size();
    }

    /** 6 or 7. */
    public int version() {
        return header.version();
    }

    /** {@link Compression#NONE} in version 6. */
    public Compression compression() {
        return contents.compression();
    }

    /** Of what compressed, as the header tells; empty in version 6. */
    public String compressionVersion() throws IOException {
        if (version() == 6) {
            return "";
        }
        TraceInput in = TraceInput.of(channel, header.end(), header.order());
        in.name("a compression");
        return in.name("a compression's version");
    }

    /** Of the traced machine, and so of the whole file. */
    public ByteOrder byteOrder() {
        return header.order();
    }

    /**
     * Bytes of a long of the program that wrote the file. The traced kernel's is the commit size of a buffer's layout.
     */
    public int longSize() {
        return header.longSize();
    }

    /**
     * Of the sub-buffers of the top buffer.
     *
     * @throws TraceTooOldException for a kernel before 2.6.31, which does not tell
     */
    public SubBufferLayout layout() throws IOException {
        return layout(header.pageSize());
    }

    /** Bytes of a sub-buffer of the top buffer. */
    public int pageSize() {
        return header.pageSize();
    }

    /** The top buffer first, if the file has one, then the instances in the order of the file. */
    public List<TraceBuffer> buffers() {
        return buffers;
    }

    /** @param name empty for the top buffer */
    public Optional<TraceBuffer> buffer(String name) {
        for (TraceBuffer buffer : buffers) {
            if (buffer.name().equals(name)) {
                return Optional.of(buffer);
            }
        }
        return Optional.empty();
    }

    /** Buffers that the kernel printed; most files have none. */
    public List<TraceText> texts() {
        List<TraceText> texts = new ArrayList<>();
        for (TextRegion text : contents.texts()) {
            texts.add(new TraceText(channel, text));
        }
        return texts;
    }

    /** All options in the order of the file. */
    public List<TraceOption> options() {
        return options;
    }

    /** The options as they stand in the file, list by list. */
    public List<OptionList> optionLists() {
        return contents.lists();
    }

    /** The last option of a type. */
    public <T extends TraceOption> Optional<T> option(Class<T> type) {
        T last = null;
        for (TraceOption option : options) {
            if (type.isInstance(option)) {
                last = type.cast(option);
            }
        }
        return Optional.ofNullable(last);
    }

    /**
     * What this trace of a host tells of a guest: found by the trace id that the guest's trace has. The guest's events
     * are in the host's time already, as far as the guest's options tell how.
     */
    public Optional<TraceOption.Guest> guest(TraceFile guest) {
        Optional<TraceOption.TraceId> id = guest.option(TraceOption.TraceId.class);
        return options().stream()
                .filter(TraceOption.Guest.class::isInstance)
                .map(TraceOption.Guest.class::cast)
                .filter(known -> id.isPresent() && known.traceId() == id.get().traceId())
                .findFirst();
    }

    /** The texts of the traced machine. */
    public TraceMetadata metadata() {
        return contents.metadata().withFunctions(functions());
    }

    /** What the options ask for. */
    public TimestampCorrection correction() {
        return correction;
    }

    /** Oddities that were gone over, in words for the user. */
    public List<String> warnings() {
        return contents.warnings();
    }

    /**
     * What is damaged of a file that could be opened nevertheless: print what it gives, then these. Empty for a whole
     * one. Damage among the events is not in it: the cursor that comes to it throws. Reads what was not read yet, so it is
     * better asked at the end.
     */
    public List<TraceCorruptException> faults() {
        functions();
        synchronized (functionsRead) {
            List<TraceCorruptException> faults = new ArrayList<>(contents.faults());
            if (functionsFault != null) {
                faults.add(functionsFault);
            }
            return faults;
        }
    }

    /** The sections of a version 7 file, found by a walk from its first to its last byte; none for version 6. */
    public TraceSections sections() throws IOException {
        return contents.sections().sections();
    }

    /**
     * Names functions that the trace does not: those of a module that was gone when the recording ended, say. To be called before
     * {@link #catalog()}.
     *
     * @param kallsyms in the form of {@code /proc/kallsyms}
     */
    public synchronized void addFunctions(byte[] kallsyms) {
        moreFunctions = kallsyms.clone();
        catalog = null;
    }

    /** All that decodes the events; made at the first call. */
    public synchronized EventCatalog catalog() {
        if (catalog == null) {
            catalog = newCatalog();
        }
        return catalog;
    }

    private EventCatalog newCatalog() {
        int kernelLong =
                buffers.isEmpty() ? header.longSize() : buffers.get(0).layout().commitSize();
        EventCatalog.Builder builder =
                EventCatalog.builder().byteOrder(header.order()).longSize(kernelLong);
        byte[] more = moreFunctions;
        TraceMetadata metadata = contents.metadata();
        metadata.ftraceFormats().forEach(builder::ftraceFormat);
        for (EventSystem system : metadata.systems()) {
            system.formats().forEach(format -> builder.format(system.name(), format));
        }
        return builder.functions(() -> functionsAfter(more))
                .printks(metadata.printks())
                .tasks(metadata.tasks())
                .btf(metadata.btf())
                .build();
    }

    /** What was added comes first: of several names for one address, the place in the text decides. */
    private byte[] functionsAfter(byte[] more) {
        byte[] own = functions();
        if (more.length == 0) {
            return own;
        }
        byte[] all = Arrays.copyOf(more, Math.addExact(own.length, more.length + 1));
        all[more.length] = '\n';
        System.arraycopy(own, 0, all, more.length + 1, own.length);
        return all;
    }

    /** Read once; none where they are damaged. */
    private byte[] functions() {
        synchronized (functionsRead) {
            if (functions == null) {
                try {
                    functions = contents.functions().bytes();
                } catch (IOException e) {
                    functions = new byte[0];
                    functionsFault = e instanceof TraceCorruptException corrupt
                            ? corrupt
                            : new TraceCorruptException(name(), header.end(), "the functions: " + e.getMessage());
                }
            }
            return functions;
        }
    }

    /** The events of all buffers, in the order of time. Each call makes a stream of its own. */
    public EventStream stream() {
        // Cycles that the file says how to convert are ns when they get here.
        boolean converted = option(TraceOption.Tsc2Nsec.class).isPresent();
        List<EventStream.Source> sources = new ArrayList<>();
        for (TraceBuffer buffer : buffers) {
            TraceClock clock = new TraceClock(converted ? "tsc2nsec" : buffer.clock());
            sources.add(new EventStream.Source(catalog(), buffer.name(), clock, buffer.cursors()));
        }
        return EventStream.of(sources);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
