package dev.jftrace.event;

import static dev.jftrace.event.BtfKind.ARRAY;
import static dev.jftrace.event.BtfKind.CONST;
import static dev.jftrace.event.BtfKind.DATASEC;
import static dev.jftrace.event.BtfKind.DECL_TAG;
import static dev.jftrace.event.BtfKind.ENUM;
import static dev.jftrace.event.BtfKind.ENUM64;
import static dev.jftrace.event.BtfKind.FUNC;
import static dev.jftrace.event.BtfKind.FUNC_PROTO;
import static dev.jftrace.event.BtfKind.INT;
import static dev.jftrace.event.BtfKind.RESTRICT;
import static dev.jftrace.event.BtfKind.STRUCT;
import static dev.jftrace.event.BtfKind.TYPEDEF;
import static dev.jftrace.event.BtfKind.TYPE_TAG;
import static dev.jftrace.event.BtfKind.UNION;
import static dev.jftrace.event.BtfKind.VAR;
import static dev.jftrace.event.BtfKind.VOLATILE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The kernel's type information, as far as it tells what the arguments of functions are. Read at the first question.
 *
 * <pre>
 *  header  0: u16 0xeb9f, u8 version, u8 flags, u32 header length, u32 types offset, u32 types length,
 *             u32 strings offset, u32 strings length; both offsets from the end of the header
 *  type    0: u32 name, u32 info (bits 0-15 count, 24-28 kind), u32 size or type; then what the kind has
 *  FUNC        type is its FUNC_PROTO
 *  FUNC_PROTO  type is what it returns; then for each parameter: u32 name, u32 type
 * </pre>
 */
public final class Btf {
    private static final int MAGIC = 0xeb9f;
    private static final int HEADER_LENGTH = 24;
    private static final int HEADER = 4;
    private static final int TYPES = 8;
    private static final int TYPES_LENGTH = 12;
    private static final int NAMES = 16;
    private static final int NAMES_LENGTH = 20;
    private static final long UNSIGNED = 0xffff_ffffL;
    private static final int TYPE_LENGTH = 12;
    private static final int PARAMETER_LENGTH = 8;
    private static final int MOST_HOPS = 32;

    /** As long as a name of the kernel can be. */
    private static final int MOST_NAME = 512;

    private static final int INT_SIGNED = 1 << 24;

    private final byte[] bytes;
    private final ByteReader reader;
    /** Where the types begin whose functions are asked for. */
    private final long own;

    private Map<String, Integer> prototypes;
    private int[] types = {};
    private int typeCount;
    private int strings;

    private Btf(byte[] bytes, ByteReader reader, long own) {
        this.bytes = bytes;
        this.reader = reader;
        this.own = own;
    }

    /** @param bytes of {@code /sys/kernel/btf/vmlinux}, in this order */
    public static Btf of(byte[] bytes, ByteOrder order) {
        return new Btf(bytes, ByteReader.of(order), 0);
    }

    /**
     * Of a module's functions. Its types and names are numbered on from the kernel's, as if they stood behind them: here they do.
     *
     * @param kernel {@code /sys/kernel/btf/vmlinux}
     * @param module {@code /sys/kernel/btf/MODULE}
     */
    public static Btf ofModule(byte[] kernel, byte[] module, ByteOrder order) {
        Btf base = of(kernel, order);
        Btf split = of(module, order);
        if (!base.isWhole() || !split.isWhole()) {
            return of(new byte[0], order);
        }
        int types = base.u32(TYPES_LENGTH) + split.u32(TYPES_LENGTH);
        int names = base.u32(NAMES_LENGTH) + split.u32(NAMES_LENGTH);
        ByteBuffer joined = ByteBuffer.allocate(HEADER_LENGTH + types + names).order(order);
        joined.putShort((short) MAGIC).putShort((short) 1).putInt(HEADER_LENGTH);
        joined.putInt(0).putInt(types).putInt(types).putInt(names);
        joined.put(kernel, (int) base.section(TYPES), base.u32(TYPES_LENGTH));
        long own = joined.position();
        joined.put(module, (int) split.section(TYPES), split.u32(TYPES_LENGTH));
        joined.put(kernel, (int) base.section(NAMES), base.u32(NAMES_LENGTH));
        joined.put(module, (int) split.section(NAMES), split.u32(NAMES_LENGTH));
        return new Btf(joined.array(), base.reader, own);
    }

    private long section(int offset) {
        return (u32(HEADER) & UNSIGNED) + (u32(offset) & UNSIGNED);
    }

    /** Whether both sections lie within it. */
    private boolean isWhole() {
        return bytes.length >= HEADER_LENGTH
                && reader.unsigned(bytes, 0, Short.BYTES) == MAGIC
                && section(TYPES) + (u32(TYPES_LENGTH) & UNSIGNED) <= bytes.length
                && section(NAMES) + (u32(NAMES_LENGTH) & UNSIGNED) <= bytes.length;
    }

    /** @param bytes of {@code /sys/kernel/btf/vmlinux}; empty where the trace has none */
    static Btf parse(byte[] bytes, ByteReader reader) {
        return new Btf(bytes, reader, 0);
    }

    /**
     * Where the parameters of the function are told. The compiler's clones ({@code name.isra.0}) are taken for the
     * function.
     *
     * @return for {@link #appendArguments}; -1 where nothing is known
     */
    public synchronized int prototypeOf(String function) {
        if (prototypes == null) {
            prototypes = new HashMap<>();
            read();
        }
        int dot = function.indexOf('.');
        return prototypes.getOrDefault(dot < 0 ? function : function.substring(0, dot), -1);
    }

    /** The function as C declares it, {@code int vfs_open(const struct path *path, struct file *file)}; empty if it is not known. */
    public Optional<String> declarationOf(String function) {
        int prototype = prototypeOf(function);
        return prototype < 0 ? Optional.empty() : Optional.of(new BtfDeclaration(this).ofFunction(prototype, function));
    }

    /** Appends {@code name=value, ...} from the longs that stand in the record from there on to its end. */
    public void appendArguments(int prototype, TraceEvent event, int start, TextBuffer out) {
        int longSize = event.catalog().longSize();
        int count = info(prototype) & 0xffff;
        int at = start;
        for (int i = 0; i < count; i++) {
            int parameter = parameter(prototype, i);
            out.append(i == 0 ? "" : ", ");
            if (!event.holds(at, longSize)) {
                out.append("...");
                return;
            }
            appendName(u32(parameter), out);
            out.append('=');
            at += appendValue(resolved(u32(parameter + 4)), event, at, longSize, out);
        }
    }

    /** @return how many bytes of the record the argument takes */
    private int appendValue(int type, TraceEvent event, int at, int longSize, TextBuffer out) {
        long value = event.numberAt(at, longSize);
        switch (kind(type)) {
            case STRUCT:
            case UNION:
                return appendStruct(type, event, at, longSize, out);
            case ENUM:
            case ENUM64:
                out.decimal(value);
                break;
            case INT:
                if ((u32(type + TYPE_LENGTH) & INT_SIGNED) != 0) {
                    out.decimal(value);
                    break;
                }
                out.append("0x").hex(value);
                break;
            default:
                out.append("0x").hex(value);
                break;
        }
        return longSize;
    }

    private int appendStruct(int type, TraceEvent event, int at, int longSize, TextBuffer out) {
        int size = Math.max(longSize, u32(type + 8));
        int taken = 0;
        out.append("(STRUCT)[");
        while (taken < size && event.holds(at + taken, longSize)) {
            out.append(taken == 0 ? "" : ":").append("0x").hex(event.numberAt(at + taken, longSize));
            taken += longSize;
        }
        out.append(']');
        return taken;
    }

    /** Goes through typedefs and qualifiers. */
    private int resolved(int typeId) {
        int type = offsetOf(typeId);
        for (int hop = 0; hop < MOST_HOPS && isName(kind(type)); hop++) {
            type = offsetOf(u32(type + 8));
        }
        return type;
    }

    int parameter(int prototype, int index) {
        return prototype + TYPE_LENGTH + index * PARAMETER_LENGTH;
    }

    private static boolean isName(int kind) {
        return kind == TYPEDEF || kind == VOLATILE || kind == CONST || kind == RESTRICT || kind == TYPE_TAG;
    }

    int offsetOf(int typeId) {
        return typeId > 0 && typeId < typeCount ? types[typeId] : -1;
    }

    int kind(int type) {
        return type < 0 ? 0 : info(type) >>> 24 & 0x1f;
    }

    int info(int type) {
        return u32(type + 4);
    }

    /** 0 beyond the end. */
    int u32(int at) {
        return at >= 0 && at <= bytes.length - Integer.BYTES ? (int) reader.unsigned(bytes, at, Integer.BYTES) : 0;
    }

    private void appendName(int name, TextBuffer out) {
        int start = strings + name;
        if (name >= 0 && start >= 0 && start < bytes.length) {
            out.append(bytes, start, endOfName(start) - start);
        }
    }

    private int endOfName(int start) {
        int most = Math.min(bytes.length, start + MOST_NAME);
        int end = start;
        while (end < most && bytes[end] != 0) {
            end++;
        }
        return end;
    }

    private void read() {
        if (bytes.length < HEADER_LENGTH || reader.unsigned(bytes, 0, Short.BYTES) != MAGIC) {
            return;
        }
        long first = section(TYPES);
        long end = first + (u32(TYPES_LENGTH) & UNSIGNED);
        long text = section(NAMES);
        if (end > bytes.length || text > bytes.length) {
            return;
        }
        strings = (int) text;
        readTypes((int) first, (int) end);
        for (int id = 1; id < typeCount; id++) {
            int prototype = offsetOf(u32(types[id] + 8));
            if (types[id] >= own && kind(types[id]) == FUNC && kind(prototype) == FUNC_PROTO) {
                prototypes.putIfAbsent(name(u32(types[id])), prototype);
            }
        }
    }

    /** Types are numbered from 1 in the order that they stand. */
    private void readTypes(int first, int end) {
        types = new int[(end - first) / TYPE_LENGTH + 1];
        typeCount = 1;
        long at = first;
        while (at <= end - TYPE_LENGTH) {
            types[typeCount++] = (int) at;
            at += TYPE_LENGTH + extra(kind((int) at), info((int) at) & 0xffff);
        }
    }

    private static long extra(int kind, long count) {
        switch (kind) {
            case INT:
            case VAR:
            case DECL_TAG:
                return 4;
            case ARRAY:
                return 12;
            case STRUCT:
            case UNION:
            case DATASEC:
            case ENUM64:
                return count * 12;
            case ENUM:
            case FUNC_PROTO:
                return count * 8;
            default:
                return 0;
        }
    }

    String name(int name) {
        int start = strings + name;
        if (name < 0 || start < 0 || start >= bytes.length) {
            return "";
        }
        return new String(bytes, start, endOfName(start) - start, StandardCharsets.ISO_8859_1);
    }
}
