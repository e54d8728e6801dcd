package dev.jftrace.agent.code;

import dev.jftrace.agent.hook.GatedHook;
import dev.jftrace.agent.hook.Hook;
import dev.jftrace.agent.hook.Session;
import dev.jftrace.agent.hook.ThreadRing;
import dev.jftrace.agent.hook.TracedMethod;
import dev.jftrace.agent.patch.ClassPatch;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;

/**
 * Sees every class before the JVM defines it, and puts hooks into what the filter chooses. A class it fails on stays as
 * it was.
 */
final class ClassTracer implements ClassFileTransformer {
    private static final String OWN = "dev/jftrace/agent/";

    private final Session session;
    private final FunctionFilter filter;
    private final DroppedMethods dropped;
    private final String hooks;
    private final PlainHooks plainHooks;
    private final boolean namesTheJdk;
    private final int firstId;
    private final Set<String> hooked = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private final HookVisibility visibility = new HookVisibility();

    /** @param dropped methods that stay untraced though the filter chooses them */
    ClassTracer(Session session, FunctionFilter filter, DroppedMethods dropped) {
        this.session = session;
        this.filter = filter;
        this.dropped = dropped;
        GatedHook.waitForGraphFunction(filter.waitsForGraphFunction());
        this.namesTheJdk = filter.namesTheJdk();
        this.hooks = session.mode().hooks();
        this.plainHooks = new PlainHooks(hooks);
        this.firstId = session.functions().nextId();
    }

    FunctionFilter filter() {
        return filter;
    }

    int firstId() {
        return firstId;
    }

    /** Changes no class from now on. @return internal names of those that it changed; one may be defined only later */
    Set<String> close() {
        closed = true;
        return new HashSet<>(hooked);
    }

    @Override
    public byte[] transform(
            Module module, ClassLoader loader, String name, Class<?> old, ProtectionDomain domain, byte[] bytes) {
        ThreadRing ring = Hook.ring();
        boolean wasHeard = ring.mute();
        try {
            ClassOrigin origin = ClassOrigin.of(module, loader, domain);
            return mayBeTraced(name, origin.isJdk(), namesTheJdk) ? trace(loader, name, origin, bytes) : null;
        } catch (Throwable e) {
            session.log().untraced(String.valueOf(name).replace('/', '.'), reason(e));
            return null;
        } finally {
            if (wasHeard) {
                ring.unmute();
            }
        }
    }

    private static String reason(Throwable e) {
        return e instanceof StackOverflowError || e instanceof OutOfMemoryError
                ? e.getClass().getName()
                : e.toString();
    }

    /** @param name with slashes; null for a class that is defined without one */
    static boolean mayBeTraced(String name, boolean jdk, boolean namesTheJdk) {
        if (!jdk) {
            return true;
        }
        return namesTheJdk && name != null && !name.startsWith(OWN) && !JdkClasses.isUnderTheHooks(name);
    }

    private byte[] trace(ClassLoader loader, String name, ClassOrigin origin, byte[] bytes) throws Exception {
        if (name != null && !isReached(FunctionName.ofClass(name), origin)) {
            return null;
        }
        ClassReader reader = new ClassReader(bytes);
        ClassMethods methods = ClassMethods.read(reader);
        HookPlans plans = new HookPlans(reader, methods, filter, session.mode(), loader);
        List<HookPlan> chosen = plans.make(origin, dropped, session.functions());
        if (isWorthTelling(methods.className(), origin.isJdk())) {
            session.log().seen(methods.names());
        }
        tell(plans);
        if (chosen.isEmpty()) {
            return null;
        }
        if (!visibility.from(loader)) {
            session.log().untraced(methods.className(), "its class loader hides the boot loader's classes: " + loader);
            return null;
        }
        if (name != null) {
            hooked.add(name);
        }
        // Only now: what is changed after this is listed for whoever closes.
        return closed ? null : hook(reader, bytes, chosen, origin.word());
    }

    private void tell(HookPlans plans) {
        for (Map.Entry<String, String> refused : plans.refused().entrySet()) {
            session.log().untraced(refused.getKey(), refused.getValue());
        }
        for (String mistake : plans.mistakes()) {
            session.log().error(mistake);
        }
    }

    private boolean isReached(String className, ClassOrigin origin) {
        if (isWorthTelling(className, origin.isJdk())) {
            session.log().seen(List.of(className));
        }
        return filter.reaches(className, origin);
    }

    /** Whether a filter without a match may have meant this class. */
    private boolean isWorthTelling(String className, boolean jdk) {
        return jdk ? filter.isNear(className) : filter.hasUnmatched();
    }

    private byte[] hook(ClassReader reader, byte[] bytes, List<HookPlan> plans, String origin) throws Exception {
        ClassPatch patch = plainHooks.in(reader, bytes, plans);
        byte[] patched = patch == null ? null : patch.write();
        if (patched == null) {
            return hook(new ClassHooks(reader, plans, hooks), origin);
        }
        List<TracedMethod> hooked = new ArrayList<>(plans.size());
        for (HookPlan plan : plans) {
            hooked.add(plan.method());
        }
        session.functions().add(hooked, origin);
        return patched;
    }

    private byte[] hook(ClassHooks classHooks, String origin) throws Exception {
        byte[] bytes = classHooks.write();
        for (Map.Entry<String, String> left : classHooks.leftAlone().entrySet()) {
            session.log().untraced(left.getKey(), left.getValue());
        }
        if (classHooks.hooked().isEmpty()) {
            return null;
        }
        session.functions().add(classHooks.hooked(), origin);
        return bytes;
    }
}
