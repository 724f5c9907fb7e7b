-- expect: load
-- There is no ctx while loading.
ctx:put{}
