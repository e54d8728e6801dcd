package dev.jftrace.agent.patch;

import java.util.Arrays;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * A class file with hooks in some of its methods, made by copying: only where hooks are put in, and what counts bytes of code, is
 * looked at. Reading every instruction and writing it again takes a cold JVM several times as long.
 *
 * <p>It knows what compilers make today, methods that hooks do not make too large, and hooks that take an id and nothing else. All
 * else it refuses, and somebody else must do.
 */
public final class ClassPatch {
    /** HotSpot's HugeMethodLimit: it never compiles a method of more bytes, which then runs a thousand times slower. */
    public static final int COMPILED_MAX = 8000;

    private static final int MOST_CONSTANTS = 0xffff;

    private final OriginalFile original;
    private final HookConstants hooks;
    private int[] attributes = new int[16];
    private int[] ids = new int[16];
    private boolean[] constructors = new boolean[16];
    private int methods;
    private String refusal;

    /** @param bytes what the reader reads */
    public ClassPatch(ClassReader reader, byte[] bytes, HookConstants hooks) {
        this.original = new OriginalFile(reader, bytes);
        this.hooks = hooks;
    }

    /**
     * Puts hooks into a method, in the order of the class file.
     *
     * @param code offset of its Code attribute; 0 for none
     */
    public void add(int code, int id, boolean constructor) {
        if (methods == ids.length) {
            attributes = Arrays.copyOf(attributes, 2 * methods);
            ids = Arrays.copyOf(ids, 2 * methods);
            constructors = Arrays.copyOf(constructors, 2 * methods);
        }
        attributes[methods] = code;
        ids[methods] = id;
        constructors[methods] = constructor;
        methods++;
    }

    /** @return null for a class file that is not simple, or damaged */
    public byte[] write() {
        try {
            return copy();
        } catch (UnpatchableException e) {
            refusal = e.getMessage();
            return null;
        } catch (IndexOutOfBoundsException e) {
            refusal = "an end too early";
            return null;
        }
    }

    /** Why {@link #write} made nothing. */
    public String refusal() {
        return refusal;
    }

    private byte[] copy() throws UnpatchableException {
        if (original.majorVersion() < Opcodes.V1_7) {
            throw new UnpatchableException("a class file older than frames");
        }
        byte[] bytes = original.bytes;
        PatchedFile patched = new PatchedFile(bytes.length + hooks.length() + 48 * methods + 64);
        int first = original.constants();
        copyConstants(patched, first);
        CodePatch code = new CodePatch(original, patched, first);
        int integer = first + HookConstants.COUNT;
        int from = original.header();
        for (int i = 0; i < methods; i++) {
            int attribute = attributes[i];
            if (attribute < from) {
                throw new UnpatchableException("a method without code");
            }
            if (ids[i] <= Short.MAX_VALUE) {
                code.push(Opcodes.SIPUSH, ids[i]);
            } else {
                code.push(Instructions.LDC_W, integer++);
            }
            copyVerbatim(patched, from, attribute);
            from = code.copy(attribute, constructors[i]);
        }
        copyVerbatim(patched, from, bytes.length);
        return patched.toByteArray();
    }

    /** magic u4, minor u2, major u2, one more than there are constants u2, constants. */
    private void copyConstants(PatchedFile patched, int first) throws UnpatchableException {
        int large = 0;
        for (int i = 0; i < methods; i++) {
            large += ids[i] > Short.MAX_VALUE ? 1 : 0;
        }
        if (first + HookConstants.COUNT + large > MOST_CONSTANTS) {
            throw new UnpatchableException("too many constants");
        }
        patched.reserve(original.header() + hooks.length() + 5 * large);
        patched.copy(original.bytes, 0, 8);
        patched.u2(first + HookConstants.COUNT + large);
        patched.copy(original.bytes, 10, original.header());
        hooks.write(patched, first);
        for (int i = 0; i < methods; i++) {
            if (ids[i] > Short.MAX_VALUE) {
                HookConstants.writeInteger(patched, ids[i]);
            }
        }
    }

    private void copyVerbatim(PatchedFile patched, int from, int to) {
        patched.reserve(to - from);
        patched.copy(original.bytes, from, to);
    }
}
