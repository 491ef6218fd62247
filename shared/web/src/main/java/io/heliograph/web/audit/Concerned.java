package io.heliograph.web.audit;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** The ids in the input and output of an operation: components called id, ids or somethingId, and nothing else. */
public final class Concerned {
    private static final int MOST = 20;

    private static final ClassValue<List<RecordComponent>> IDS = new ClassValue<>() {
        @Override
        protected List<RecordComponent> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents())
                    .filter(component -> isId(component.getName()))
                    .toList();
        }
    };

    private Concerned() {}

    /** The ids in these records, of which any may be null; of very many only the first, and how many more there are. */
    public static List<String> in(Record... records) {
        List<String> ids = new ArrayList<>();
        for (Record each : records) {
            if (each != null) {
                IDS.get(each.getClass()).forEach(component -> gather(read(component, each), ids));
            }
        }
        List<String> distinct = ids.stream().distinct().toList();
        if (distinct.size() <= MOST) {
            return distinct;
        }
        List<String> some = new ArrayList<>(distinct.subList(0, MOST));
        some.add("and " + (distinct.size() - MOST) + " more");
        return some;
    }

    private static void gather(Object value, List<String> ids) {
        if (value instanceof Collection<?> several) {
            several.forEach(each -> gather(each, ids));
        } else if (value != null) {
            ids.add(value.toString());
        }
    }

    private static Object read(RecordComponent component, Record from) {
        try {
            return component.getAccessor().invoke(from);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " is public", e);
        }
    }

    private static boolean isId(String name) {
        return name.equals("id") || name.equals("ids") || name.endsWith("Id") || name.endsWith("Ids");
    }
}
