# What the rules know and the office tells them.
ask-operation-own = Registered operation
ask-operation-own-hint = Your operations that are registered today for this species.
ask-operation-own-empty = You have no operation that is registered today for this species. Apply for an entry under Registers first.
ask-operation-none = None
effects-carriage = Are these personal or household things?
effects-carriage-hint = Things that you carry, or that move house with you, often need no document.
effects-not-claimed = No, I ask for the document
effects-free = No permit needed
effects-free-more = These are personal or household effects. Print the answer and carry it with the proof of where they come from. You may delete this draft.
effects-print = Answer to print
