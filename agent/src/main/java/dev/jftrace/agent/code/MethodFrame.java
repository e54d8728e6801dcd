package dev.jftrace.agent.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * How the stack maps of one method are written. A method with gated hooks has one local variable more than it was
 * compiled with, behind all others: the token, an int that is set before the first branch, so every frame has it.
 */
final class MethodFrame {
    private static final String THROWABLE = "java/lang/Throwable";

    private final boolean needed;
    private final boolean expanded;
    private final int token;

    /**
     * @param expanded frames come whole, as {@code ClassReader.EXPAND_FRAMES} makes them
     * @param token slot of the token; 0 for none
     */
    MethodFrame(int classVersion, boolean expanded, int token) {
        this.needed = (classVersion & 0xffff) >= Opcodes.V1_6;
        this.expanded = expanded;
        this.token = token;
    }

    int token() {
        return token;
    }

    /** Of the handler: no locals but the token, which fits whatever the body did to them. */
    void visitHandler(MethodVisitor code, boolean withToken) {
        if (needed) {
            Object[] locals = withToken ? withToken(0, new Object[0]) : new Object[0];
            int type = expanded ? Opcodes.F_NEW : Opcodes.F_FULL;
            code.visitFrame(type, locals.length, locals, 1, new Object[] {THROWABLE});
        }
    }

    /** The locals, filled up to the token. */
    Object[] withToken(int count, Object[] locals) {
        List<Object> all = new ArrayList<>(Arrays.asList(locals).subList(0, count));
        int slot = 0;
        for (Object local : all) {
            slot += local == Opcodes.LONG || local == Opcodes.DOUBLE ? 2 : 1;
        }
        for (; slot < token; slot++) {
            all.add(Opcodes.TOP);
        }
        all.add(Opcodes.INTEGER);
        return all.toArray();
    }
}
