package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.TracedMethod;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/**
 * How many bytes of code each method of a class has, by {@link TracedMethod#key}. ASM reads instructions but does not
 * say.
 */
public final class CodeLengths {
    private CodeLengths() {}

    public static Map<String, Integer> of(ClassReader reader) {
        Map<String, Integer> lengths = new HashMap<>();
        int at = reader.header + 6; // access, this, super
        at += 2 + 2 * reader.readUnsignedShort(at);
        at = members(reader, at, null);
        members(reader, at, lengths);
        return lengths;
    }

    /** A count, then members: access u2, name u2, descriptor u2, attributes. Returns the offset behind them. */
    private static int members(ClassReader reader, int start, Map<String, Integer> lengths) {
        char[] text = new char[reader.getMaxStringLength()];
        int at = start + 2;
        for (int left = reader.readUnsignedShort(start); left > 0; left--) {
            String key = TracedMethod.key(reader.readUTF8(at + 2, text), reader.readUTF8(at + 4, text));
            int attributes = reader.readUnsignedShort(at + 6);
            at += 8;
            // name u2, length u4, and in Code: max stack u2, max locals u2, code length u4
            for (; attributes > 0; attributes--) {
                if (lengths != null && reader.readUTF8(at, text).equals("Code")) {
                    lengths.put(key, reader.readInt(at + 10));
                }
                at += 6 + reader.readInt(at + 2);
            }
        }
        return at;
    }
}
