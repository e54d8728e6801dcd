package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.TracedMethod;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/**
 * How large the code of each method of a class is, by {@link TracedMethod#key}. ASM reads instructions but does not
 * say.
 */
public final class CodeLengths {
    /** From the start of a Code attribute: name u2, length u4, max stack u2, max locals u2, code length u4. */
    private static final int MAX_LOCALS = 8;

    private static final int CODE_LENGTH = 10;

    private CodeLengths() {}

    public static Map<String, Integer> of(ClassReader reader) {
        Map<String, Integer> offsets = codeAttributes(reader);
        for (Map.Entry<String, Integer> method : offsets.entrySet()) {
            method.setValue(reader.readInt(method.getValue() + CODE_LENGTH));
        }
        return offsets;
    }

    /** How many slots of local variables each method has. */
    static Map<String, Integer> maxLocals(ClassReader reader) {
        Map<String, Integer> offsets = codeAttributes(reader);
        for (Map.Entry<String, Integer> method : offsets.entrySet()) {
            method.setValue(reader.readUnsignedShort(method.getValue() + MAX_LOCALS));
        }
        return offsets;
    }

    private static Map<String, Integer> codeAttributes(ClassReader reader) {
        Map<String, Integer> offsets = new HashMap<>();
        int at = reader.header + 6; // access, this, super
        at += 2 + 2 * reader.readUnsignedShort(at);
        at = members(reader, at, null);
        members(reader, at, offsets);
        return offsets;
    }

    /** A count, then members: access u2, name u2, descriptor u2, attributes. Returns the offset behind them. */
    private static int members(ClassReader reader, int start, Map<String, Integer> offsets) {
        char[] text = new char[reader.getMaxStringLength()];
        int at = start + 2;
        for (int left = reader.readUnsignedShort(start); left > 0; left--) {
            String key = TracedMethod.key(reader.readUTF8(at + 2, text), reader.readUTF8(at + 4, text));
            int attributes = reader.readUnsignedShort(at + 6);
            at += 8;
            for (; attributes > 0; attributes--) {
                if (offsets != null && reader.readUTF8(at, text).equals("Code")) {
                    offsets.put(key, at);
                }
                at += 6 + reader.readInt(at + 2);
            }
        }
        return at;
    }
}
