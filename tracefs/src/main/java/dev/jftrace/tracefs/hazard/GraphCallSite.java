package dev.jftrace.tracefs.hazard;

import dev.jftrace.tracefs.image.KernelCode;
import dev.jftrace.tracefs.image.KernelSymbols;
import java.io.IOException;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The place that the kernel patches when function_graph is switched on and off: {@code ftrace_graph_call}, a jump to
 * {@code ftrace_stub} right behind it. The kernel writes 5 bytes there. An assembler from binutils 2.26 on made the jump 2 bytes long
 * unless ftrace_stub is weak (kernel commit 8329e818f149): then the patch runs over ftrace_stub.
 *
 * <pre>
 *  good   | e9 rel32          | c3 ret ...          ftrace_stub - ftrace_graph_call = 5
 *  bad    | eb 00 | c3 ret ...                      ftrace_stub - ftrace_graph_call = 2
 *           0       2           5
 * </pre>
 *
 * @param distance from ftrace_graph_call to ftrace_stub; {@link #UNKNOWN_DISTANCE} if the symbols were not to be had
 * @param bytes at ftrace_graph_call, in hex; "" if they were not to be had
 * @param source where the facts are from, or why there are none
 */
public record GraphCallSite(State state, long distance, String bytes, String source) {
    public static final long UNKNOWN_DISTANCE = Long.MIN_VALUE;

    static final String CALL = "ftrace_graph_call";
    static final String STUB = "ftrace_stub";
    static final String TEXT = "_text";
    public static final Set<String> SYMBOLS = Set.of(CALL, STUB, TEXT);

    /** Bytes that are looked at. */
    public static final int BYTES = 8;

    private static final int PATCHED = 5;
    private static final int SHORT = 2;

    /** What stands there. */
    public enum State {
        ABSENT("this kernel has no ftrace_graph_call: it is not patched that way"),
        NEAR_JUMP("a near jump of 5 bytes, as the patching expects"),
        NOP("a nop of 5 bytes, as the patching expects"),
        RIGHT_DISTANCE("ftrace_stub stands 5 bytes behind, as the patching expects"),
        SHORT_JUMP("a short jump of 2 bytes, where the kernel will write 5: the 3 bytes behind belong to ftrace_stub"),
        CORRUPTED("5 bytes were patched where 2 belong: ftrace_stub is overwritten already"),
        PATCHING("a breakpoint (int3): it is being patched right now"),
        CALL_INSTRUCTION("a call, where a jump is expected"),
        UNEXPECTED("bytes that are neither a jump nor a nop"),
        UNREAD("neither the symbols nor the bytes could be read");

        private final String words;

        State(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }

    static GraphCallSite unread(String why) {
        return new GraphCallSite(State.UNREAD, UNKNOWN_DISTANCE, "", why);
    }

    /**
     * @param code null if only the symbols are there
     * @param source of the symbols and bytes, for the user
     */
    public static GraphCallSite look(KernelSymbols symbols, KernelCode code, long moved, String source)
            throws IOException {
        if (symbols.hidden()) {
            return unread("the kernel hides the addresses of its symbols: be root (kernel.kptr_restrict below 2)");
        }
        OptionalLong call = symbols.address(CALL);
        OptionalLong stub = symbols.address(STUB);
        if (call.isEmpty()) {
            return new GraphCallSite(State.ABSENT, UNKNOWN_DISTANCE, "", source);
        }
        long distance = stub.isPresent() ? stub.getAsLong() - call.getAsLong() : UNKNOWN_DISTANCE;
        byte[] bytes = code == null ? new byte[0] : code.at(call.getAsLong() - moved, BYTES);
        return new GraphCallSite(
                decode(bytes, distance), distance, HexFormat.ofDelimiter(" ").formatHex(bytes), source);
    }

    /** @param bytes at ftrace_graph_call; none if only the distance is known */
    static State decode(byte[] bytes, long distance) {
        if (bytes.length < BYTES) {
            return distance == SHORT ? State.SHORT_JUMP : distance == PATCHED ? State.RIGHT_DISTANCE : State.UNREAD;
        }
        boolean small = distance == SHORT;
        return switch (bytes[0] & 0xff) {
            case 0xeb -> State.SHORT_JUMP;
            case 0xe9 -> small || jumpsBehindAShortJump(bytes) ? State.CORRUPTED : State.NEAR_JUMP;
            case 0xcc -> State.PATCHING;
            case 0xe8 -> State.CALL_INSTRUCTION;
            case 0x0f -> nop(bytes, 0x0f, 0x1f, 0x44, 0x00, 0x00) ? nopAt(small) : State.UNEXPECTED;
            case 0x66 -> nop(bytes, 0x66, 0x66, 0x66, 0x66, 0x90) ? nopAt(small) : State.UNEXPECTED;
            default -> State.UNEXPECTED;
        };
    }

    /** Target ftrace_stub, as the kernel computes it on switching off, and that 2 bytes ahead: rel32 = 2 - 5. */
    private static boolean jumpsBehindAShortJump(byte[] bytes) {
        return (bytes[1] & 0xff) == 0xfd && bytes[2] == -1 && bytes[3] == -1 && bytes[4] == -1;
    }

    private static State nopAt(boolean small) {
        return small ? State.CORRUPTED : State.NOP;
    }

    private static boolean nop(byte[] bytes, int... expected) {
        for (int i = 0; i < expected.length; i++) {
            if ((bytes[i] & 0xff) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    public boolean isGood() {
        return switch (state) {
            case ABSENT, NEAR_JUMP, NOP, RIGHT_DISTANCE -> true;
            default -> false;
        };
    }
}
